using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Content;

/// <summary>
/// Schemas for one silo: texts by id, and their parsed forms. An import may put another content under an id or in a version's
/// place, so each is known by its hash as well, and a parsed schema with references by what these stood for.
/// </summary>
internal sealed class SchemaLibrary(
    ISchemaStore store,
    ReferenceResolver references,
    SchemaFormats formats,
    SiloCache cache,
    ParseBudget budget,
    HeavyWork heavy,
    RegistryOptions options)
{
    // Of a parsed schema, in bytes for each character of its text and those of its references.
    private const int ParsedWeight = 20;

    // Printing may add some blanks to a text, but no stored one is cut.
    private const int MostGrowth = 2;

    /// <exception cref="ContentGoneException">It is permanently deleted.</exception>
    public async ValueTask<SchemaContent> Content(string context, VersionRow row, CancellationToken cancellationToken) =>
        Kept(context, row) ?? (await Load(context, [row], cancellationToken))[row.Id];

    /// <summary>
    /// The contents of versions in the order given. They are read in batches that grow, since many who ask need the first alone.
    /// </summary>
    /// <exception cref="ContentGoneException">One is permanently deleted.</exception>
    public async IAsyncEnumerable<(VersionRow Row, SchemaContent Content)> Contents(
        string context, IEnumerable<VersionRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in VersionBatches.Of(rows))
        {
            var kept = batch.ConvertAll(row => Kept(context, row));
            var missing = batch.Where((_, place) => kept[place] is null).ToList();
            var loaded = missing.Count > 0 ? await Load(context, missing, cancellationToken) : null;
            for (var place = 0; place < batch.Count; place++)
            {
                yield return (batch[place], kept[place] ?? loaded![batch[place].Id]);
            }
        }
    }

    /// <summary>Keeps a content that was just written or read.</summary>
    public SchemaContent Remember(string context, int id, ContentHash hash, SchemaContent content) =>
        cache.Keep(new ContentKey(context, id, hash), content, Sizes.WeightOf(content));

    /// <summary>A version as callers see it; the same object while it is remembered and the version stays as it is.</summary>
    /// <exception cref="ContentGoneException">It is permanently deleted.</exception>
    public async ValueTask<SubjectSchema> Shown(SubjectName subject, VersionRow row, CancellationToken cancellationToken)
    {
        if (FindShown(subject, row) is { } known)
        {
            return known;
        }

        var content = await Content(subject.Context, row, cancellationToken);
        var shown = new SubjectSchema(
            subject.ToString(), row.Version, row.Id, SchemaGuid.Of(content), content, row.CreatedAt, row.Deleted);
        return cache.Keep(new ShownKey(subject, row.Version), shown, Sizes.WeightOf(content));
    }

    /// <summary>What <see cref="Shown"/> answers, if it is remembered.</summary>
    public SubjectSchema? FindShown(SubjectName subject, VersionRow row) =>
        cache.Find<SubjectSchema>(new ShownKey(subject, row.Version)) is { } cached
        && cached.Id == row.Id && cached.CreatedAt == row.CreatedAt && cached.Deleted == row.Deleted
            ? cached
            : null;

    /// <param name="content">The version's, which the caller has at hand.</param>
    public ValueTask<ParsedSchema> Parsed(
        string context, VersionRow row, SchemaContent content, CancellationToken cancellationToken) =>
        Parsed(context, row.Id, row.Hash, content, cancellationToken);

    /// <summary>The same where no version is at hand.</summary>
    /// <exception cref="ContentGoneException">It is permanently deleted.</exception>
    public async ValueTask<ParsedSchema> Parsed(string context, int id, CancellationToken cancellationToken)
    {
        var contents = await store.LoadContents(context, [id], cancellationToken);
        var content = contents.GetValueOrDefault(id) ?? throw new ContentGoneException(context, id);
        return await Parsed(context, id, ContentHash.Of(content), content, cancellationToken);
    }

    /// <summary>Parses a text with its references resolved; one that takes its time not in a grain's turn.</summary>
    public async Task<ParseResult> Parse(
        string context,
        SchemaType type,
        string text,
        ImmutableArray<SchemaReference> given,
        ParseOptions parseOptions,
        CancellationToken cancellationToken)
    {
        if (formats.Find(type) is not { } format)
        {
            return ParseResult.Fail($"Invalid schema type {type.WireName()}");
        }

        await budget.Admit(text.Length, cancellationToken);
        return await Parse(format, text, await references.Resolve(context, given, cancellationToken), parseOptions, cancellationToken);
    }

    private async ValueTask<ParsedSchema> Parsed(
        string context, int id, ContentHash hash, SchemaContent content, CancellationToken cancellationToken)
    {
        var key = new ParsedKey(context, id, hash);
        var known = cache.Find<ParsedContent>(key);
        var resolution = await references.ResolveStored(context, content.References, known?.Resolution, cancellationToken);
        if (known?.RestsOn(resolution) == true)
        {
            return known.Schema;
        }

        await budget.Admit(content.Text.Length, cancellationToken);
        var result = formats.Find(content.Type) is { } format
            ? await Parse(format, content.Text, resolution, ParseOptions.ForStoredSchemas, cancellationToken)
            : ParseResult.Ok(new ForeignSchema(content));
        var parsed = result.Schema
            ?? throw new InvalidDataException($"Schema {id} of context {context} cannot be read back: {result.Error}");
        var length = content.Text.Length + resolution.All.Sum(reference => (long)reference.Text.Length);
        return cache.Keep(key, new ParsedContent(parsed, resolution), ParsedWeight * length).Schema;
    }

    private async Task<ParseResult> Parse(
        ISchemaFormat format, string text, Resolution resolution, ParseOptions parseOptions, CancellationToken cancellationToken)
    {
        if (resolution.Error is { } error)
        {
            return ParseResult.Fail(error);
        }

        var bounded = parseOptions with { MaxTextLength = Math.Max(options.MaxSchemaBytes, MostGrowth * text.Length) };
        return await heavy.Run(
            text.Length + resolution.All.Sum(reference => (long)reference.Text.Length),
            () => format.Parse(text, resolution.Direct, resolution.All, bounded),
            cancellationToken);
    }

    private SchemaContent? Kept(string context, VersionRow row) => cache.Find<SchemaContent>(new ContentKey(context, row.Id, row.Hash));

    private async Task<Dictionary<int, SchemaContent>> Load(
        string context, List<VersionRow> rows, CancellationToken cancellationToken)
    {
        using var reading = await budget.BeginReading(rows.Sum(row => (long)row.Shape.Bytes), cancellationToken);
        var contents = new Dictionary<int, SchemaContent>(rows.Count);

        // While this one waited for room, others may have read the same.
        foreach (var row in rows)
        {
            if (Kept(context, row) is { } kept)
            {
                contents[row.Id] = kept;
            }
        }

        var missing = rows.Where(row => !contents.ContainsKey(row.Id)).ToList();
        var loaded = missing.Count > 0 ? await store.LoadContents(context, [.. missing.Select(row => row.Id)], cancellationToken) : null;
        foreach (var row in missing)
        {
            contents[row.Id] = Remember(
                context, row.Id, row.Hash, loaded!.GetValueOrDefault(row.Id) ?? throw new ContentGoneException(context, row.Id));
        }

        return contents;
    }

    private sealed record ContentKey(string Context, int Id, ContentHash Hash);

    private sealed record ShownKey(SubjectName Subject, int Version);

    private sealed record ParsedKey(string Context, int Id, ContentHash Hash);

    /// <param name="Resolution">What its references stood for.</param>
    private sealed record ParsedContent(ParsedSchema Schema, Resolution Resolution)
    {
        public bool RestsOn(Resolution resolution) =>
            Resolution.All.Length == resolution.All.Length && Resolution.All.AsSpan().SequenceEqual(resolution.All.AsSpan());
    }
}
