using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Content;

/// <summary>
/// Schemas by id for one silo: texts and their parsed forms, which never change, in a cache weighed in bytes.
/// </summary>
internal sealed class SchemaLibrary(ISchemaStore store, ReferenceResolver references, SchemaFormats formats, RegistryOptions options)
    : IDisposable
{
    // A parsed schema weighs about this many times its text.
    private const int ParsedWeight = 12;
    private const int EntryOverhead = 256;

    // In characters. To hand a text as short as this to another thread would take longer than to parse it.
    private const int ShortText = 4 << 10;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = options.CacheBytes });

    /// <exception cref="ContentGoneException">It is permanently deleted.</exception>
    public async ValueTask<SchemaContent> Content(string context, int id, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue<SchemaContent>(new ContentKey(context, id), out var cached))
        {
            return cached!;
        }

        var contents = await store.LoadContents(context, [id], cancellationToken);
        return Remember(context, id, contents.GetValueOrDefault(id)
            ?? throw new ContentGoneException(context, id));
    }

    /// <summary>Keeps a content that was just written or read.</summary>
    public SchemaContent Remember(string context, int id, SchemaContent content) =>
        _cache.Set(new ContentKey(context, id), content, Sized(2L * content.Text.Length));

    /// <summary>A version as callers see it; the same object while it is remembered and the version stays as it is.</summary>
    /// <exception cref="ContentGoneException">It is permanently deleted.</exception>
    public async ValueTask<SubjectSchema> Shown(SubjectName subject, VersionRow row, CancellationToken cancellationToken)
    {
        if (FindShown(subject, row) is { } known)
        {
            return known;
        }

        var content = await Content(subject.Context, row.Id, cancellationToken);
        var shown = new SubjectSchema(
            subject.ToString(), row.Version, row.Id, SchemaGuid.Of(content), content, row.CreatedAt, row.Deleted);
        return _cache.Set(new ShownKey(subject, row.Version), shown, Sized(2L * content.Text.Length));
    }

    /// <summary>What <see cref="Shown"/> answers, if it is remembered.</summary>
    public SubjectSchema? FindShown(SubjectName subject, VersionRow row) =>
        _cache.TryGetValue<SubjectSchema>(new ShownKey(subject, row.Version), out var cached)
        && cached!.Id == row.Id && cached.CreatedAt == row.CreatedAt && cached.Deleted == row.Deleted
            ? cached
            : null;

    public async ValueTask<ParsedSchema> Parsed(string context, int id, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue<ParsedSchema>(new ParsedKey(context, id), out var cached))
        {
            return cached!;
        }

        var content = await Content(context, id, cancellationToken);
        var result = await Parse(context, content.Type, content.Text, content.References, ParseOptions.ForStoredSchemas, cancellationToken);
        var parsed = result.Schema
            ?? throw new InvalidDataException($"Schema {id} of context {context} cannot be read back: {result.Error}");
        return _cache.Set(new ParsedKey(context, id), parsed, Sized((long)ParsedWeight * content.Text.Length));
    }

    /// <summary>
    /// Parses a text with its references resolved; one that takes its time on a thread of the pool and not in a grain's turn.
    /// </summary>
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

        var resolution = await references.Resolve(context, given, cancellationToken);
        if (resolution.Error is { } error)
        {
            return ParseResult.Fail(error);
        }

        return text.Length <= ShortText && given.IsEmpty
            ? format.Parse(text, resolution.Direct, resolution.All, parseOptions)
            : await Task.Run(() => format.Parse(text, resolution.Direct, resolution.All, parseOptions), cancellationToken);
    }

    public void Dispose() => _cache.Dispose();

    private static MemoryCacheEntryOptions Sized(long bytes) => new() { Size = bytes + EntryOverhead };

    private sealed record ContentKey(string Context, int Id);

    private sealed record ShownKey(SubjectName Subject, int Version);

    private sealed record ParsedKey(string Context, int Id);
}
