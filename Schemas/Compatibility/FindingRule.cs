using System.Text;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Compatibility;

/// <summary>
/// One kind of difference between two schemas. The texts are templates with the tokens <c>{path}</c>, <c>{info}</c>,
/// <c>{reader}</c> and <c>{writer}</c>; the last two become "new" and "old", in the order the direction asks for.
/// </summary>
/// <param name="Id">The name clients see, such as <c>FIELD_ADDED</c>.</param>
/// <param name="Compatible">Whether it is compatible under the STRICT policy.</param>
/// <param name="Description">What happened, for a person. Empty for differences that are never shown.</param>
/// <param name="Envelope">The wire form around it, with the tokens <c>{id}</c>, <c>{description}</c> and <c>{info}</c>.</param>
public sealed record FindingRule(string Id, bool Compatible, string Description, string Envelope)
{
    /// <summary>Whether the LENIENT policy accepts what STRICT refuses (reference 11.4).</summary>
    public bool CompatibleWhenLenient { get; init; } = Compatible;

    /// <summary>What to do instead, in one sentence. Null when there is no general advice.</summary>
    public string? Hint { get; init; }

    public bool IsCompatible(CompatibilityPolicy policy) =>
        policy == CompatibilityPolicy.Lenient ? CompatibleWhenLenient : Compatible;
}

/// <summary>One difference between two schemas: the rule it falls under and where it is.</summary>
/// <param name="Rule">What kind of difference.</param>
/// <param name="Path">Where, in the notation of the format.</param>
/// <param name="Info">The value of the token <c>{info}</c>: both values, in Avro's <c>additionalInfo</c> form.</param>
public sealed record Finding(FindingRule Rule, string Path, string Info = "")
{
    /// <summary>The name and path as the test vectors write it: <c>FIELD_ADDED #/Message/3</c>.</summary>
    public override string ToString() => $"{Rule.Id} {Path}";

    /// <summary>The sentence for a person.</summary>
    public string Describe(string reader, string writer) => Fill(Rule.Description, reader, writer);

    /// <summary>The text of the finding on the wire (reference 11.2).</summary>
    public string WireText(string reader, string writer) =>
        Fill(Rule.Envelope.Replace("{description}", Rule.Description, StringComparison.Ordinal), reader, writer);

    // All tokens are replaced in one pass, so that a path which contains "{reader}" is not replaced in turn.
    private string Fill(string template, string reader, string writer)
    {
        var text = new StringBuilder(template.Length + Path.Length + Info.Length);
        for (var at = 0; at < template.Length;)
        {
            var (token, value) = TokenAt(template.AsSpan(at), reader, writer);
            if (token == 0)
            {
                text.Append(template[at++]);
                continue;
            }

            text.Append(value);
            at += token;
        }

        return text.ToString();
    }

    private (int Length, string Value) TokenAt(ReadOnlySpan<char> template, string reader, string writer)
    {
        if (template.StartsWith("{path}"))
        {
            return (6, Path);
        }

        if (template.StartsWith("{info}"))
        {
            return (6, Info);
        }

        if (template.StartsWith("{reader}"))
        {
            return (8, reader);
        }

        if (template.StartsWith("{writer}"))
        {
            return (8, writer);
        }

        return template.StartsWith("{id}") ? (4, Rule.Id) : (0, "");
    }
}

/// <summary>Rules that every format shares.</summary>
public static class CommonRules
{
    /// <summary>The comparison was given up: the schemas are too large or too entangled for the work budget.</summary>
    public static readonly FindingRule TooComplex = new(
        "COMPARISON_TOO_COMPLEX",
        Compatible: false,
        "The comparison at path '{path}' exceeded its work budget of {info} steps, so that the {reader} schema cannot be "
        + "shown to be compatible with the {writer} schema",
        "{errorType:\"{id}\", description:\"{description}\"}")
    {
        Hint = "Split the schema, or flatten nested combinations.",
    };
}
