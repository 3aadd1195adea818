using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SchemaRegistry.Load;

/// <summary>Scripts for wrk: requests made beforehand and sent in turn, with the headers that serializers send.</summary>
internal static class WrkScripts
{
    private const string Headers =
        """
        local headers = {
          ["Accept"] = "application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json, application/json",
          ["Accept-Encoding"] = "gzip",
          ["Content-Type"] = "application/vnd.schemaregistry.v1+json",
        }
        """;

    public static string Get(IEnumerable<string> paths) => Of(paths.Select(path => $"wrk.format(\"GET\", {Quoted(path)}, headers)"));

    public static string Post(IEnumerable<(string Path, string Schema)> requests) => Of(requests.Select(request =>
        $"wrk.format(\"POST\", {Quoted(request.Path)}, headers, {Quoted(JsonSerializer.Serialize(new { schema = request.Schema }))})"));

    private static string Of(IEnumerable<string> requests)
    {
        var script = new StringBuilder(Headers).AppendLine().AppendLine("local requests, next = {}, 0").AppendLine("function init(args)");
        var number = 0;
        foreach (var request in requests)
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"  requests[{++number}] = {request}");
        }

        return script
            .AppendLine("end")
            .AppendLine(CultureInfo.InvariantCulture, $"function request() next = next % {number} + 1 return requests[next] end")
            .ToString();
    }

    private static string Quoted(string text) => $"[==[{text}]==]";
}
