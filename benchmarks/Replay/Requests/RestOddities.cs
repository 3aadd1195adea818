using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Requests that are not as they should be, and those that speak of the server itself.</summary>
internal static class RestOddities
{
    public static IEnumerable<Step> Paths(Dice dice)
    {
        var method = dice.Pick("GET", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH");
        var path = dice.Pick(
            "/", "/unknown", "/subjects/", "/subjects//versions", "/subjects/a%2Fb/versions", "/subjects/a%252Fb/versions", "/subjects/a/b/versions",
            "/subjects/%zz/versions", "/subjects/t-1/versions/", "/subjects/t-1/versions/1/", "/subjects/t-1/versions/1/schema/x", "/SUBJECTS",
            "/schemas/ids", "/schemas/ids/1/x", "/schemas/ids/%31", "/schemas/guids/", "/config/a/b", "/mode/a/b", "/contexts/.eu", "/contexts/.eu/config",
            "/contexts/.eu/contexts/.eu/subjects", "/contexts//subjects", "/contexts/.eu/mode/t-1", "/contexts/.eu/schemas/types", "/subjects/../subjects",
            "/compatibility", "/compatibility/subjects/t-1/versions/1/2", "/changes/x", "/webhooks/x/y", "/v1/metadata", "/schemas/types",
            "/subjects?subjectPrefix=%", "/subjects/t-1?x=%zz", "//subjects", "/subjects/%20/versions", "/subjects/:.eu:t-1/versions/1");
        yield return new RestStep(method, "odd path", path) { Body = method is "POST" or "PUT" or "PATCH" ? "{}" : null };
    }

    public static IEnumerable<Step> Bodies(Dice dice)
    {
        var (method, route) = dice.Pick(
            ("POST", "/subjects/odd/versions"), ("POST", "/subjects/odd"), ("PUT", "/config/odd"), ("PUT", "/mode/odd"), ("POST", "/webhooks"),
            ("POST", "/compatibility/subjects/odd/versions"), ("POST", "/subjects/t-1/versions/1/tags"));
        yield return new RestStep(method, $"odd body {route}", route)
        {
            Body = dice.Pick(
                "", " ", "{", "null", "[]", "1", "\"x\"", "{}", """{"schema":1}""", """{"schema":null}""", """{"schema":"\"int\"","schemaType":"XML"}""",
                """{"schema":"\"int\"","schemaType":7}""", """{"schema":"\"int\"","references":{}}""", """{"schema":"\"int\"","references":[{}]}""",
                """{"schema":"\"int\"","references":[1]}""", """{"schema":"\"int\"","version":"x"}""", """{"schema":"\"int\"","id":1.5}""",
                """{"schema":"\"int\"","metadata":[]}""", """{"schema":"\"int\"","metadata":{"tags":1}}""", """{"schema":"\"int\"","ruleSet":{"domainRules":[1]}}""",
                """{"schema":"\"int\"","unknown":true}""", """{"schema":"\"int\"",}""", """{"schema":"\"int\"","schema":"\"long\""}""",
                """{"schemaTagsToAdd":[{}]}""", """{"compatibility":5}""", """{"mode":5}""", """{"mode":null}""", "{\"schema\":\"\\ud800\"}"),
            ContentType = dice.Pick(
                "application/json", "application/vnd.schemaregistry.v1+json", "application/octet-stream", "text/plain", "application/xml", "wrong", ""),
            Headers = dice.Chance(0.2) ? [("Accept", dice.Pick("text/html", "application/json", "x/y;q=z"))] : [],
        };
    }

    public static IEnumerable<Step> Server(Dice dice)
    {
        var path = dice.Pick("/", "/v1/metadata/id", "/v1/metadata/version", "/v1/metadata/deployment", "/schemas/types", "/health", "/ready", "/docs", "/openapi/v1.json");
        yield return new RestStep("GET", path, path) { Headers = dice.Chance(0.3) ? [("Accept-Encoding", "gzip")] : [] };
    }
}
