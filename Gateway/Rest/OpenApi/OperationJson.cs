using System.Globalization;
using System.Text.Json;
using SchemaRegistry.Gateway.Http;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>Writes one operation of the OpenAPI document.</summary>
internal static class OperationJson
{
    public static void Write(Utf8JsonWriter writer, DescribedRoute route)
    {
        var operation = route.RouteDescription;
        writer.WriteStartObject(route.Method.ToLowerInvariant());
        writer.WriteString("operationId", NameOf(route));
        writer.WriteStartArray("tags");
        writer.WriteStringValue(operation.Group);
        writer.WriteEndArray();
        writer.WriteString("summary", operation.Summary);
        if (operation.Detail is not null)
        {
            writer.WriteString("description", operation.Detail);
        }

        writer.WriteString("x-right", route.Right.ToString());
        if (operation.IsOurs)
        {
            writer.WriteBoolean("x-addition", true);
        }

        WriteParameters(writer, route);
        if (operation.Body is { } body)
        {
            writer.WriteStartObject("requestBody");
            writer.WriteBoolean("required", true);
            WriteContent(writer, body);
            writer.WriteEndObject();
        }

        WriteResponses(writer, operation);
        writer.WriteEndObject();
    }

    /// <summary>The names in braces of a path.</summary>
    public static IEnumerable<string> PathParameters(string path) =>
        path.Split('/').Where(word => word.StartsWith('{')).Select(word => word[1..^1]);

    // get /subjects/{subject}/versions -> getSubjectsSubjectVersions
    private static string NameOf(DescribedRoute route) => route.Method.ToLowerInvariant() + string.Concat(
        route.Path.Split('/', '{', '}', '-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static void WriteParameters(Utf8JsonWriter writer, DescribedRoute route)
    {
        writer.WriteStartArray("parameters");
        foreach (var name in PathParameters(route.Path))
        {
            WriteParameter(writer, name, "path", name == "id" ? "integer" : "string", Parameters.MeaningOf(name), isRepeatable: false);
        }

        foreach (var parameter in route.RouteDescription.Query)
        {
            WriteParameter(writer, parameter.Name, "query", parameter.Type, parameter.Meaning, parameter.IsRepeatable);
        }

        writer.WriteEndArray();
    }

    private static void WriteParameter(
        Utf8JsonWriter writer, string name, string place, string type, string meaning, bool isRepeatable)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("in", place);
        writer.WriteBoolean("required", place == "path");
        writer.WriteString("description", meaning);
        writer.WriteStartObject("schema");
        if (isRepeatable)
        {
            writer.WriteString("type", "array");
            writer.WriteStartObject("items");
            writer.WriteString("type", type);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type", type);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResponses(Utf8JsonWriter writer, RouteDescription operation)
    {
        writer.WriteStartObject("responses");
        writer.WriteStartObject(operation.Answer is null ? "204" : "200");
        writer.WriteString("description", operation.Answer is null ? "Done." : "The answer.");
        if (operation.Answer is { } answer)
        {
            WriteContent(writer, answer);
        }

        writer.WriteEndObject();
        var codes = operation.Errors
            .Concat(ErrorMeanings.OfEveryRoute)
            .Concat(operation.Body is null ? [] : ErrorMeanings.OfEveryBody);
        foreach (var status in codes.Distinct().GroupBy(ErrorMeanings.StatusOf).OrderBy(group => group.Key))
        {
            writer.WriteStartObject(status.Key.ToString(CultureInfo.InvariantCulture));
            writer.WriteString(
                "description", string.Join('\n', status.Order().Select(code => $"{code}: {ErrorMeanings.Of(code)}")));
            WriteContent(writer, Shapes.Error);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, Shape shape)
    {
        writer.WriteStartObject("content");
        foreach (var type in new[] { MediaTypes.Versioned, MediaTypes.Json })
        {
            writer.WriteStartObject(type);
            writer.WriteStartObject("schema");
            writer.WriteString("$ref", $"#/components/schemas/{shape.Name}");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
