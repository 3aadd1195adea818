using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Compatibility;

/// <summary>A version to compare with.</summary>
public sealed record PreviousVersion(int Version, ParsedSchema Schema, Metadata? Metadata = null);

/// <summary>The terms of a check, taken from the effective configuration of the subject.</summary>
public sealed record CompatibilityTerms(
    CompatibilityLevel Level,
    CompatibilityPolicy Policy = CompatibilityPolicy.Strict,
    bool ValidateFields = false);

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
    /// <param name="schema">The new schema.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="newestFirst">The versions of its compatibility group.</param>
    /// <param name="terms">The terms in force.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <param name="latestMetadata">Of the latest version in any group, which reserved names are compared with.</param>
    public static async ValueTask<CompatibilityReport> Check(
        ParsedSchema schema,
        Metadata? metadata,
        IAsyncEnumerable<PreviousVersion> newestFirst,
        CompatibilityTerms terms,
        CancellationToken cancellationToken,
        Metadata? latestMetadata = null)
    {
        var report = new ReportBuilder(terms);
        AddReserved(report, schema, metadata, latestMetadata, terms);
        if (terms.Level == CompatibilityLevel.None)
        {
            return report.Build();
        }

        await foreach (var previous in newestFirst.WithCancellation(cancellationToken))
        {
            if (!AddComparison(report, schema, previous, terms) || !IsTransitive(terms.Level))
            {
                break;
            }
        }

        return report.Build();
    }

    /// <summary>Compares a schema with one earlier version; with one of another group in reserved names alone.</summary>
    public static CompatibilityReport Compare(
        ParsedSchema schema, Metadata? metadata, PreviousVersion previous, CompatibilityTerms terms, bool isOfSameGroup = true)
    {
        var report = new ReportBuilder(terms);
        AddReserved(report, schema, metadata, previous.Metadata, terms);
        if (terms.Level != CompatibilityLevel.None && isOfSameGroup)
        {
            AddComparison(report, schema, previous, terms);
        }

        return report.Build();
    }

    // Reserved names are checked at every level, NONE included, and for a first version too (reference 11.6).
    private static void AddReserved(
        ReportBuilder report, ParsedSchema schema, Metadata? metadata, Metadata? previous, CompatibilityTerms terms)
    {
        if (!terms.ValidateFields)
        {
            return;
        }

        foreach (var text in ReservedFields.Check(schema, metadata, previous))
        {
            report.AddText(text);
        }
    }

    /// <summary>Whether the schema is compatible.</summary>
    private static bool AddComparison(ReportBuilder report, ParsedSchema schema, PreviousVersion previous, CompatibilityTerms terms)
    {
        if (previous.Schema is ForeignSchema)
        {
            report.AddText($"Incompatible because version {previous.Version} is of a type that only a newer build of the registry knows");
            return false;
        }

        if (schema.Type != previous.Schema.Type)
        {
            report.AddText("Incompatible because of different schema type");
            return false;
        }

        var before = report.Count;
        if (ChecksForward(terms.Level))
        {
            report.AddFindings(previous.Schema.ReadingFrom(schema, terms.Policy), reader: "old", writer: "new");
        }

        // In FULL the old schema is shown only when the backward part found something.
        var shownSince = ChecksBackward(terms.Level) ? report.Count : before;
        if (ChecksBackward(terms.Level))
        {
            report.AddFindings(schema.ReadingFrom(previous.Schema, terms.Policy), reader: "new", writer: "old");
        }

        if (report.HasFindingsSince(shownSince))
        {
            report.AddText($"{{oldSchemaVersion: {previous.Version}}}");
            report.AddText(Shown(previous.Schema.CanonicalText));
        }

        return !report.HasFindingsSince(before);
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
