using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Grains.Tests.Content;

/// <summary>Avro that notes which work is done in a grain's turn, behind which others wait.</summary>
internal sealed class WatchedFormat : ISchemaFormat
{
    private readonly AvroFormat _avro = new();

    public ConcurrentQueue<string> InTurns { get; } = [];

    public SchemaType Type => _avro.Type;

    public ImmutableArray<FindingRule> Rules => _avro.Rules;

    public ParseResult Parse(
        string text, ImmutableArray<SchemaReference> references, ImmutableArray<ResolvedReference> resolved, ParseOptions options)
    {
        Note();
        return Watched(_avro.Parse(text, references, resolved, options));
    }

    private ParseResult Watched(ParseResult result) => result.Schema is { } schema ? ParseResult.Ok(new Schema(schema, this)) : result;

    private void Note([CallerMemberName] string work = "")
    {
        if (TaskScheduler.Current is not HeavyWork && TaskScheduler.Current != TaskScheduler.Default)
        {
            InTurns.Enqueue(work);
        }
    }

    private sealed class Schema(ParsedSchema inner, WatchedFormat watched) : ParsedSchema
    {
        private bool _hasLikeness;

        public override SchemaType Type => inner.Type;

        public override string CanonicalText => inner.CanonicalText;

        public override ImmutableArray<SchemaReference> References => inner.References;

        public override IEnumerable<string> FieldNames => Noted(inner.FieldNames);

        public override ImmutableArray<EntityTags> InlineTags => Noted(inner.InlineTags);

        // Worked out once.
        public override Likeness Likeness
        {
            get
            {
                var isNew = !_hasLikeness;
                _hasLikeness = true;
                return isNew ? Noted(inner.Likeness) : inner.Likeness;
            }
        }

        public override SchemaError? Validate(bool validateFields) => Noted(inner.Validate(validateFields));

        public override ParsedSchema Normalized() => Noted(new Schema(inner.Normalized(), watched));

        public override string Formatted(string format) => Noted(inner.Formatted(format));

        public override ParseResult WithTags(
            ImmutableArray<EntityTags> added, ImmutableArray<EntityTags> removed, bool skipMissing = false) =>
            Noted(watched.Watched(inner.WithTags(added, removed, skipMissing)));

        public override bool IsSameAs(ParsedSchema other) => Noted(inner.IsSameAs(((Schema)other).Inner));

        public override ImmutableArray<Finding> ReadingFrom(ParsedSchema writer) => Noted(inner.ReadingFrom(((Schema)writer).Inner));

        private ParsedSchema Inner => inner;

        private T Noted<T>(T result, [CallerMemberName] string work = "")
        {
            watched.Note(work);
            return result;
        }
    }
}
