using System.Diagnostics;
using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Compares schemas with versions of a subject, under the subject's settings (reference 4.4 and 11).</summary>
internal sealed class CompatibilityCheck(
    SchemaLibrary library,
    NewSchemas schemas,
    ComparisonMemory memory,
    ParseBudget budget,
    HeavyWork heavy,
    CompatibilityMetrics metrics,
    RegistryOptions options)
{
    /// <summary>The error when registration has to refuse a schema.</summary>
    public async Task<RegistryError?> Refusal(
        SubjectState state, Candidate candidate, EffectiveSettings settings, CancellationToken cancellationToken)
    {
        var report = await WithEarlierVersions(state, candidate.Schema, candidate.Content.Metadata, settings, cancellationToken);
        return report.IsCompatible ? null : RegistryErrors.Incompatible(state.Name.ToString(), report.Messages);
    }

    /// <summary>The answer to a check that a client asked for.</summary>
    public async Task<Outcome<CompatibilityAnswer>> Answer(
        SubjectState state, EffectiveSettings settings, CompatibilityRequest request, CancellationToken cancellationToken)
    {
        var comparand = Comparand(state, request.Version);
        if (request.Version > 0 && comparand is null)
        {
            return RegistryErrors.VersionNotFound(request.Version.Value);
        }

        var parsed = await Parse(state, settings, request, cancellationToken);
        if (parsed.Error is { } error)
        {
            return request.Verbose ? new CompatibilityAnswer(false, [error.Message], []) : error;
        }

        var (schema, metadata) = (parsed.Value!, request.Schema.Metadata);
        if (request.Version is null || comparand is null)
        {
            return AnswerOf(await WithEarlierVersions(state, schema, metadata, settings, cancellationToken));
        }

        var previous = await Previous(
            state, comparand, await library.Content(state.Name.Context, comparand, cancellationToken), cancellationToken);
        var startedAt = Stopwatch.GetTimestamp();
        var report = await heavy.Run(
            HeavyWork.LengthOf(schema) + HeavyWork.LengthOf(previous.Schema),
            () => CompatibilityChecker.Compare(
                schema,
                metadata,
                previous,
                settings.Terms(options.DefaultLevel),
                isOfSameGroup: Group.Of(settings, metadata).Holds(previous.Metadata)),
            cancellationToken);
        metrics.Compared(schema.Type, report.IsCompatible, startedAt);
        return AnswerOf(report);
    }

    // With the undeleted versions of the same group, as many as the level asks for.
    private async Task<CompatibilityReport> WithEarlierVersions(
        SubjectState state, ParsedSchema schema, Metadata? metadata, EffectiveSettings settings, CancellationToken cancellationToken)
    {
        var terms = settings.Terms(options.DefaultLevel);
        var group = Group.Of(settings, metadata);
        if (!terms.ValidateFields && (terms.Level == CompatibilityLevel.None || !state.HasLive))
        {
            return CompatibilityReport.Compatible;
        }

        var latest = terms.ValidateFields && state.Latest is { } row
            ? await library.Content(state.Name.Context, row, cancellationToken)
            : null;
        var startedAt = Stopwatch.GetTimestamp();
        var compared = memory.Of(schema, terms);
        try
        {
            var report = await heavy.Run(
                HeavyWork.LengthOf(schema) + (state.Latest?.Shape.Bytes ?? 0),
                async () => await CompatibilityChecker.Check(
                    schema, metadata, Earlier(state, group, compared, cancellationToken), terms, cancellationToken, latest?.Metadata),
                cancellationToken);
            metrics.Compared(schema.Type, report.IsCompatible, startedAt);
            return report;
        }
        finally
        {
            compared?.Keep();
        }
    }

    private static VersionRow? Comparand(SubjectState state, int? version) => version switch
    {
        null => null,
        RegisterRequest.LatestVersion => state.Latest,
        { } number => state.Find(number) is { Deleted: false } row ? row : null,
    };

    private async Task<Outcome<ParsedSchema>> Parse(
        SubjectState state, EffectiveSettings settings, CompatibilityRequest request, CancellationToken cancellationToken)
    {
        var given = request.Schema;
        if (string.IsNullOrWhiteSpace(given.Text))
        {
            return RegistryErrors.InvalidSchema("Empty schema");
        }

        var parsed = await schemas.Parse(state.Name, given, isStrict: settings.Config.ValidateNewSchemas ?? true, cancellationToken);
        if (parsed.Error is { } tooLarge)
        {
            return tooLarge;
        }

        return await heavy.Run(given.Text.Length, () => Finished(parsed.Value, state, settings, request), cancellationToken);
    }

    private Outcome<ParsedSchema> Finished(ParseResult parsed, SubjectState state, EffectiveSettings settings, CompatibilityRequest request)
    {
        var valid = NewSchemas.Validate(state.Name, settings, request.Schema, parsed);
        if (valid.Error is { } invalid)
        {
            return invalid;
        }

        var schema = settings.Normalized(valid.Value!, request.Normalize);
        return options.IsTooLarge(schema.CanonicalText) ? RegistryErrors.SchemaTooLarge() : schema;
    }

    private async IAsyncEnumerable<PreviousVersion> Earlier(
        SubjectState state,
        Group group,
        ComparisonMemory.Compared? compared,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = state.NewestFirst(includeDeleted: false).Where(row => compared?.Has(row.Hash) != true);
        await foreach (var (row, content) in library.Contents(state.Name.Context, left, cancellationToken))
        {
            if (!group.Holds(content.Metadata))
            {
                continue;
            }

            using (budget.BeginPassing())
            {
                yield return await Previous(state, row, content, cancellationToken);
            }

            // Who asks for the next one has found this one compatible.
            if (!row.Shape.HasReferences)
            {
                compared?.Add(row.Hash);
            }
        }
    }

    private async Task<PreviousVersion> Previous(
        SubjectState state, VersionRow row, SchemaContent content, CancellationToken cancellationToken) => new(
        row.Version, await library.Parsed(state.Name.Context, row, content, cancellationToken), content.Metadata);

    private static CompatibilityAnswer AnswerOf(CompatibilityReport report) => new(report.IsCompatible, report.Messages, report.Findings);

    /// <summary>The versions that may be compared with a schema: those with its value of the configured property.</summary>
    private readonly record struct Group(string? Property, string? Value)
    {
        public static Group Of(EffectiveSettings settings, Metadata? metadata) =>
            settings.Config.CompatibilityGroup is { } property ? new(property, metadata?.Property(property)) : default;

        public bool Holds(Metadata? metadata) => Property is null || metadata?.Property(Property) == Value;
    }
}
