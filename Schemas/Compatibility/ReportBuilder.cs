using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Compatibility;

/// <summary>Collects what makes a schema incompatible, in the order of reference 11.2.</summary>
internal sealed class ReportBuilder(CompatibilityTerms terms)
{
    private const string LenientAccepts = "The compatibilityPolicy LENIENT accepts this change.";

    private readonly List<string> _messages = [];
    private readonly List<CompatibilityFinding> _findings = [];

    public int Count => _findings.Count;

    public bool HasFindingsSince(int count) => _findings.Count > count;

    public void AddText(string text) => _messages.Add(text);

    public void AddFindings(ImmutableArray<Finding> findings, string reader, string writer)
    {
        foreach (var finding in findings)
        {
            if (finding.Rule.IsCompatible(terms.Policy))
            {
                continue;
            }

            _messages.Add(finding.WireText(reader, writer));
            _findings.Add(new CompatibilityFinding(
                finding.Rule.Id, finding.Path, finding.Describe(reader, writer), HintOf(finding.Rule)));
        }
    }

    public CompatibilityReport Build()
    {
        if (_messages.Count == 0)
        {
            return CompatibilityReport.Compatible;
        }

        _messages.Add($"{{validateFields: '{(terms.ValidateFields ? "true" : "false")}', compatibility: '{terms.Level.WireName()}'}}");
        return new CompatibilityReport([.. _findings], [.. _messages]);
    }

    private static string? HintOf(FindingRule rule) => !rule.CompatibleWhenLenient ? rule.Hint
        : rule.Hint is null ? LenientAccepts
        : $"{rule.Hint} {LenientAccepts}";
}
