using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>A parsed Avro schema.</summary>
internal sealed class AvroSchema : ParsedSchema
{
    private readonly AvroType _type;
    private readonly NamedTypes _referenced;
    private readonly ParseOptions _options;
    private readonly Lazy<byte[]> _identity;

    private AvroSchema(
        AvroType type, string text, ImmutableArray<SchemaReference> references, NamedTypes referenced, ParseOptions options)
    {
        _type = type;
        _referenced = referenced;
        _options = options;
        _identity = new Lazy<byte[]>(HashIdentity, LazyThreadSafetyMode.PublicationOnly);
        CanonicalText = text;
        References = references;
    }

    public override SchemaType Type => SchemaType.Avro;

    public override string CanonicalText { get; }

    public override ImmutableArray<SchemaReference> References { get; }

    public override IEnumerable<string> FieldNames => _type is RecordType record ? record.Fields.Select(declared => declared.Name) : [];

    public static ParseResult Parse(
        string text, ImmutableArray<SchemaReference> references, NamedTypes referenced, ParseOptions options)
    {
        var (type, error) = new AvroParser(options, new NamedTypes(referenced)).Parse(text);
        if (type is null)
        {
            return ParseResult.Fail(error!);
        }

        return AvroPrinter.Print(type, options.MaxDepth, PrintStyle.Canonical, referenced) is { } canonical
            ? ParseResult.Ok(new AvroSchema(type, canonical, references, referenced, options))
            : ParseResult.Fail($"The schema is nested more than {options.MaxDepth} levels deep once its types are written out");
    }

    public override SchemaError? Validate(bool validateFields) => null;

    public override ParsedSchema Normalized()
    {
        var text = AvroPrinter.Print(_type, _options.MaxDepth, PrintStyle.Normalized, _referenced);
        var parsed = Parse(text ?? CanonicalText, Normalize(References), _referenced, _options with { Strict = false });
        return parsed.Schema ?? throw new InvalidOperationException($"The normal form is no schema: {parsed.Error}");
    }

    public override string Formatted(string format) =>
        format == "resolved" && AvroPrinter.Print(_type, _options.MaxDepth) is { } resolved ? resolved : CanonicalText;

    public override ImmutableArray<EntityTags> InlineTags => AvroTags.In(_type);

    public override ParseResult WithTags(
        ImmutableArray<EntityTags> added, ImmutableArray<EntityTags> removed, bool skipMissing = false)
    {
        var (json, error) = JsonTextReader.Read(CanonicalText, _options.MaxDepth, int.MaxValue);
        if (json is null)
        {
            return ParseResult.Fail(error!);
        }

        var edit = new TagEdit(added, removed);
        var text = new AvroTagEditor(edit).Edit(json);
        return edit.FindMissing() is { } missing && !skipMissing
            ? ParseResult.Fail(missing)
            : Parse(text, References, _referenced, _options);
    }

    public override bool IsSameAs(ParsedSchema other) =>
        other is AvroSchema that
        && (References.IsEmpty || that.References.IsEmpty || References.SequenceEqual(that.References))
        && _identity.Value.AsSpan().SequenceEqual(that._identity.Value);

    public override Likeness Likeness
    {
        get
        {
            var number = BitConverter.ToInt32(_identity.Value);
            return new Likeness(number, number);
        }
    }

    public override ImmutableArray<Finding> ReadingFrom(ParsedSchema writer) =>
        AvroComparison.Compare(_type, ((AvroSchema)writer)._type, _options.WorkBudget);

    // References are written out, so that a schema which names a type and one which contains it are the same.
    private byte[] HashIdentity() => SHA256.HashData(
        Encoding.UTF8.GetBytes(AvroPrinter.Print(_type, _options.MaxDepth, PrintStyle.Identity) ?? CanonicalText));
}
