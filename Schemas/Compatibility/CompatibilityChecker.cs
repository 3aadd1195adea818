using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Compatibility;

/// <summary>A version to compare with.</summary>
public sealed record PreviousVersion(int Version, ParsedSchema Schema, Metadata? Metadata = null);

/// <summary>The terms of a check, taken from the effective configuration of the subject.</summary>
public sealed record CompatibilityTerms(
    CompatibilityLevel Level,
    CompatibilityPolicy Policy = CompatibilityPolicy.Strict,
    bool ValidateFields = false);

/// <summary>One finding as a client sees it.</summary>
public sealed record CompatibilityFinding(string Rule, string Path, string Message, string? Hint);

/// <summary>The outcome: the findings that make the schema incompatible, and all message lines of reference 11.2.</summary>
public sealed record CompatibilityReport(
    ImmutableArray<CompatibilityFinding> Findings, ImmutableArray<string> Messages)
{
    public static readonly CompatibilityReport Compatible = new([], []);

    public bool IsCompatible => Messages.IsEmpty;
}

/// <summary>
/// The seven levels over the one primitive a format offers (reference 11.1). The caller narrows the versions to those that
/// are not deleted and share the compatibility group.
/// </summary>
public static class CompatibilityChecker
{
    private const int ShownSchemaLength = 10_240;

    public static bool IsTransitive(CompatibilityLevel level) =>
        level is CompatibilityLevel.BackwardTransitive or CompatibilityLevel.ForwardTransitive or CompatibilityLevel.FullTransitive;

    /// <summary>
    /// Compares a schema with earlier versions, newest first, and stops at the first that fails. Plain levels look at the
    /// newest only.
    /// </summary>
    public static async ValueTask<CompatibilityReport> Check(
        ParsedSchema schema,
        Metadata? metadata,
        IAsyncEnumerable<PreviousVersion> newestFirst,
        CompatibilityTerms terms,
        CancellationToken cancellationToken)
    {
        if (terms.Level == CompatibilityLevel.None)
        {
            return CompatibilityReport.Compatible;
        }

        var isNewest = true;
        await foreach (var previous in newestFirst.WithCancellation(cancellationToken))
        {
            var report = Compare(schema, metadata, previous, terms, isNewest);
            if (!report.IsCompatible || !IsTransitive(terms.Level))
            {
                return report;
            }

            isNewest = false;
        }

        return CompatibilityReport.Compatible;
    }

    /// <summary>Compares a schema with one earlier version.</summary>
    public static CompatibilityReport Compare(
        ParsedSchema schema, Metadata? metadata, PreviousVersion previous, CompatibilityTerms terms, bool isNewest = true)
    {
        if (terms.Level == CompatibilityLevel.None)
        {
            return CompatibilityReport.Compatible;
        }

        var report = new ReportBuilder(terms);
        if (schema.Type != previous.Schema.Type)
        {
            report.AddText("Incompatible because of different schema type");
            return report.Build();
        }

        if (terms.ValidateFields && isNewest)
        {
            foreach (var text in ReservedFields.Check(schema, metadata, previous.Metadata))
            {
                report.AddText(text);
            }
        }

        if (ChecksForward(terms.Level))
        {
            report.AddFindings(previous.Schema.ReadingFrom(schema, terms.Policy), reader: "old", writer: "new");
        }

        // In FULL the old schema is shown only when the backward part found something.
        var shownSince = ChecksBackward(terms.Level) ? report.Count : 0;
        if (ChecksBackward(terms.Level))
        {
            report.AddFindings(schema.ReadingFrom(previous.Schema, terms.Policy), reader: "new", writer: "old");
        }

        if (report.HasFindingsSince(shownSince))
        {
            report.AddText($"{{oldSchemaVersion: {previous.Version}}}");
            report.AddText(Shown(previous.Schema.CanonicalText));
        }

        return report.Build();
    }

    private static bool ChecksBackward(CompatibilityLevel level) =>
        level is CompatibilityLevel.Backward or CompatibilityLevel.BackwardTransitive
            or CompatibilityLevel.Full or CompatibilityLevel.FullTransitive;

    private static bool ChecksForward(CompatibilityLevel level) =>
        level is CompatibilityLevel.Forward or CompatibilityLevel.ForwardTransitive
            or CompatibilityLevel.Full or CompatibilityLevel.FullTransitive;

    private static string Shown(string text) => text.Length <= ShownSchemaLength
        ? $"{{oldSchema: '{text}'}}"
        : $"{{oldSchema: <truncated> '{text[..ShownSchemaLength]}...'}}";
}
