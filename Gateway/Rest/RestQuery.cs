using System.Globalization;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>The query of a request. Unknown parameters are ignored; a flag is on only when it says <c>true</c>.</summary>
internal sealed class RestQuery
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <param name="query">The raw query, with or without its question mark.</param>
    /// <param name="context">The context that a path prefix asked for, or null.</param>
    public RestQuery(string query, string? context)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            _pairs.Add(new(Decode(name), Decode(value)));
        }

        Context = context;
    }

    /// <summary>The context of the path prefix, which subjects and prefixes in the query belong to unless they are qualified.</summary>
    public string? Context { get; }

    /// <summary>How schemas are to be shown: <c>format</c>, <c>referenceFormat</c> and <c>findTags</c> (reference 4.3 and 10.4).</summary>
    public SchemaForm Form => _pairs.Count == 0
        ? SchemaForm.Stored
        : new SchemaForm(
            Text("format") ?? "",
            string.Equals(Text("referenceFormat"), "qualified", StringComparison.OrdinalIgnoreCase),
            [.. All("findTags")]);

    public string? Text(string name) => _pairs.Find(pair => pair.Key == name).Value;

    public IReadOnlyList<string> All(string name) => [.. _pairs.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    public bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>False when the parameter is there and is no integer.</summary>
    public bool TryInt(string name, int absent, out int value)
    {
        value = absent;
        return Text(name) is not { Length: > 0 } text
            || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The subject of a parameter, inside the context of the path prefix; null when there is neither.</summary>
    public SubjectName? Subject(string name)
    {
        var text = Text(name) ?? "";
        if (text.Length == 0)
        {
            return Context is null ? null : new SubjectName(Context, "");
        }

        return Context is null || ContextPrefix.IsQualified(text) ? SubjectName.Parse(text) : new SubjectName(Context, text);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
