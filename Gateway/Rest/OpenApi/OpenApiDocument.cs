using System.Text.Json;
using SchemaRegistry.Gateway.Http;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>Writes the OpenAPI 3.1 document of the routes as they are declared.</summary>
internal static class OpenApiDocument
{
    public static byte[] Of(IEnumerable<DescribedRoute> routes, GatewayOptions options)
    {
        var listed = routes.ToList();
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, EncodedJson.Options with { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("openapi", "3.1.0");
            WriteInfo(writer, options);
            WritePaths(writer, listed);
            WriteShapes(writer, listed);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteInfo(Utf8JsonWriter writer, GatewayOptions options)
    {
        writer.WriteStartObject("info");
        writer.WriteString("title", "LLM Schema Registry");
        writer.WriteString("version", options.Version);
        writer.WriteString(
            "description",
            "The REST API of the Confluent Schema Registry, with additions that are marked `x-addition`. Answers come as "
            + $"`{MediaTypes.Versioned}` unless another type is accepted. Errors carry `error_code` and `message`.");
        writer.WriteEndObject();
    }

    private static void WritePaths(Utf8JsonWriter writer, List<DescribedRoute> routes)
    {
        writer.WriteStartObject("paths");
        foreach (var path in routes.GroupBy(route => route.Path).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(path.Key);
            foreach (var route in path)
            {
                OperationJson.Write(writer, route);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteShapes(Utf8JsonWriter writer, List<DescribedRoute> routes)
    {
        writer.WriteStartObject("components");
        writer.WriteStartObject("schemas");
        var shapes = routes
            .SelectMany(route => new[] { route.RouteDescription.Body, route.RouteDescription.Answer })
            .OfType<Shape>()
            .Append(Shapes.Error)
            .DistinctBy(shape => shape.Name)
            .OrderBy(shape => shape.Name, StringComparer.Ordinal);
        foreach (var shape in shapes)
        {
            ShapeSchema.Write(writer, shape);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
