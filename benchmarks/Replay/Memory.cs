using System.Globalization;
using System.Text.RegularExpressions;

namespace SchemaRegistry.Replay;

/// <summary>
/// What earlier answers brought and later requests need. Requests name it by its place, such as <c>{guid:3}</c>, so that they
/// read the same in every recording.
/// </summary>
internal sealed partial class Memory
{
    private static readonly string Unknown = Guid.Empty.ToString();
    private readonly Dictionary<string, List<string>> _kept = new()
    {
        ["guid"] = [],
        ["webhook"] = [],
        ["token"] = [],
        ["etag"] = [],
    };

    public IReadOnlyList<string> Webhooks => _kept["webhook"];

    /// <summary>The text with what it names put in.</summary>
    public string Resolve(string text) => Placeholder().Replace(text, named =>
    {
        var kept = _kept[named.Groups[1].Value];
        return kept.Count == 0 ? Unknown : kept[int.Parse(named.Groups[2].Value, CultureInfo.InvariantCulture) % kept.Count];
    });

    /// <summary>Keeps what an answer brings, as it came.</summary>
    public void Learn(string operation, string body)
    {
        Keep("guid", GuidOf().Matches(body).Select(found => found.Groups[1].Value));
        if (operation is "POST /webhooks" or "AddWebhook")
        {
            Keep("webhook", WebhookId().Matches(body).Select(found => found.Groups[1].Value));
        }

        if (operation == "GET /changes from start")
        {
            Keep("token", Normaliser.Token().Matches(body).Select(found => found.Value));
        }
    }

    /// <summary>Keeps the entity tag of the last answer that had one, and no other.</summary>
    public void LearnTag(string tag) => _kept["etag"] = [tag];

    private void Keep(string kind, IEnumerable<string> values) => _kept[kind].AddRange(values.Except(_kept[kind]));

    [GeneratedRegex(@"\{(guid|webhook|token|etag):(\d+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"guid\": ?\"([0-9a-f-]{36})\"")]
    private static partial Regex GuidOf();

    [GeneratedRegex("\"id\": ?\"([0-9a-f-]{36})\"")]
    private static partial Regex WebhookId();
}
