using System.Globalization;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>A version that holds a schema already.</summary>
/// <param name="ByContent">
/// True when the contents are the same to the letter; false when they only count as the same (reference 6.4).
/// </param>
internal sealed record Match(VersionRow Row, SchemaContent Content, bool ByContent)
{
    /// <summary>As callers see it: one found by content bears no time, one that only counts as the same does (reference 3.2).</summary>
    public SubjectSchema Shown(SubjectName subject) => new(
        subject.ToString(),
        Row.Version,
        Row.Id,
        SchemaGuid.Of(Content),
        Content,
        ByContent ? null : Row.CreatedAt,
        ByContent ? null : Row.Deleted);
}

/// <summary>Finds the version of a subject that holds a schema (reference 6.4 and 7.1).</summary>
internal sealed class VersionSearch(SchemaLibrary library, ParseBudget budget, HeavyWork heavy)
{
    /// <summary>Same content first, then newest to oldest what counts as the same.</summary>
    public async Task<Match?> Find(
        SubjectState state, IEnumerable<VersionRow> newestFirst, Candidate candidate, CancellationToken cancellationToken)
    {
        state.Index?.Cover(state.Versions);
        return state.Index?.Has(candidate.Hash) != false && newestFirst.FirstOrDefault(row => row.Hash == candidate.Hash) is { } same
            ? new Match(same, candidate.Content, ByContent: true)
            : await FindEquivalent(state, newestFirst, candidate, cancellationToken);
    }

    /// <summary>
    /// As <see cref="Find"/>, and then once more with what the latest version and the configuration would have added, so
    /// that a client that sends the text alone finds the version which inherited metadata.
    /// </summary>
    public async Task<Match?> FindWithInherited(
        SubjectState state,
        RegistryConfig config,
        IEnumerable<VersionRow> newestFirst,
        Candidate candidate,
        CancellationToken cancellationToken)
    {
        if (await Find(state, newestFirst, candidate, cancellationToken) is { } match)
        {
            return match;
        }

        if (state.Latest is not { } row)
        {
            return null;
        }

        var latest = await library.Content(state.Name.Context, row, cancellationToken);
        var inherited = candidate.With(
            Inheritance.Metadata(config, candidate.Content.Metadata, latest.Metadata),
            Inheritance.RuleSet(config, candidate.Content.RuleSet, latest.RuleSet));
        return inherited == candidate ? null : await Find(state, newestFirst, inherited, cancellationToken);
    }

    private async Task<Match?> FindEquivalent(
        SubjectState state, IEnumerable<VersionRow> newestFirst, Candidate candidate, CancellationToken cancellationToken)
    {
        var alike = await Alike(state, newestFirst, candidate, cancellationToken);
        await foreach (var (row, content) in library.Contents(state.Name.Context, alike, cancellationToken))
        {
            if (!MayBeSame(candidate, content, row.Version))
            {
                continue;
            }

            using var passing = budget.BeginPassing();
            var schema = await library.Parsed(state.Name.Context, row, content, cancellationToken);
            if (await Compare(state, row, content, schema, candidate, cancellationToken))
            {
                return new Match(row, content, ByContent: false);
            }
        }

        return null;
    }

    private async Task<bool> Compare(
        SubjectState state,
        VersionRow row,
        SchemaContent content,
        ParsedSchema schema,
        Candidate candidate,
        CancellationToken cancellationToken)
    {
        if (state.Index is { } index)
        {
            await PrepareForIndex(schema, cancellationToken);
            index.Learn(row.Id, row.Shape, schema, content);
        }

        return await heavy.Run(
            HeavyWork.LengthOf(candidate.Schema) + HeavyWork.LengthOf(schema), () => candidate.Schema.IsSameAs(schema), cancellationToken);
    }

    // A schema works out its likeness once. The index asks for it in the grain's turn.
    private Task<Likeness> PrepareForIndex(ParsedSchema schema, CancellationToken cancellationToken) =>
        heavy.Run(HeavyWork.LengthOf(schema), () => schema.Likeness, cancellationToken);

    // Those whose contents may count as the same.
    private async Task<IEnumerable<VersionRow>> Alike(
        SubjectState state, IEnumerable<VersionRow> rows, Candidate candidate, CancellationToken cancellationToken)
    {
        if (state.Index is { } index)
        {
            await PrepareForIndex(candidate.Schema, cancellationToken);
            return index.FindAlike(candidate) is { Count: > 0 } ids ? rows.Where(row => ids.Contains(row.Id)) : [];
        }

        var shape = TextShape.Of(candidate.Content);
        return rows.Where(row => row.Shape == shape || (!shape.HasReferences && row.Shape.HasReferences));
    }

    // Spares parsing: what counts as the same with equal references has a text of the same length.
    private static bool MayBeSame(Candidate candidate, SchemaContent stored, int storedVersion)
    {
        var (given, references) = (candidate.Content, candidate.Content.References);
        return given.Type == stored.Type
            && (references.SequenceEqual(stored.References)
                ? given.Text.Length == stored.Text.Length
                : references.IsEmpty)
            && SameMetadata(given.Metadata, stored.Metadata, storedVersion)
            && Equals(given.RuleSet, stored.RuleSet);
    }

    private static bool SameMetadata(Metadata? given, Metadata? stored, int storedVersion)
    {
        const string Version = Metadata.VersionProperty;
        return (given?.Property(Version), stored?.Property(Version)) switch
        {
            (null, not null) => Same(given, stored?.WithoutProperty(Version)),
            ({ } number, null) => number == storedVersion.ToString(CultureInfo.InvariantCulture)
                && Same(given?.WithoutProperty(Version), stored),
            _ => Equals(given, stored),
        };

        static bool Same(Metadata? left, Metadata? right) => Equals(left ?? new Metadata(), right ?? new Metadata());
    }
}
