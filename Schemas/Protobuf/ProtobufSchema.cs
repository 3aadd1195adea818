using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Protobuf.Comparing;
using SchemaRegistry.Schemas.Protobuf.Descriptors;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Normalizing;
using SchemaRegistry.Schemas.Protobuf.Parsing;
using SchemaRegistry.Schemas.Protobuf.Printing;

namespace SchemaRegistry.Schemas.Protobuf;

/// <summary>A Protobuf file with the files it imports.</summary>
internal sealed class ProtobufSchema(
    LinkedFile file, string canonicalText, ImmutableArray<SchemaReference> references, FileSet files, ParseOptions options) : ParsedSchema
{
    public override SchemaType Type => SchemaType.Protobuf;

    public override string CanonicalText => canonicalText;

    public override ImmutableArray<SchemaReference> References => references;

    /// <summary>The fields of the first message, the one a record is read as unless it says otherwise.</summary>
    public override IEnumerable<string> FieldNames =>
        file.Source.Messages.IsEmpty ? [] : file.Source.Messages[0].AllFields().Select(member => member.FieldName);

    public override SchemaError? Validate(bool validateFields) =>
        validateFields ? DescriptorCheck.Check(file) ?? DescriptorEncoder.Encode(file).Error : null;

    public override ParsedSchema Normalized()
    {
        var text = FilePrinter.Print(Normalizer.Normalize(file), options.MaxTextLength);
        if (text.Length > options.MaxTextLength)
        {
            return new ProtobufSchema(file, text, Normalize(references), files, options);
        }

        // Parsed again, so that positions are those in the new text.
        var (source, _) = FileParser.Parse(text, ParseOptions.ForStoredSchemas with { MaxDepth = 3 * options.MaxDepth, WorkBudget = int.MaxValue });
        var normal = source is null ? file : new LinkedFile(source, "", "", files.Find);
        return new ProtobufSchema(normal, source is null ? canonicalText : text, Normalize(references), files, options);
    }

    public override string Formatted(string format) => format switch
    {
        "serialized" => Convert.ToBase64String(DescriptorEncoder.Encode(file).Bytes),
        "ignore_extensions" => FilePrinter.Print(CustomOptions.RemovedFrom(file.Source)),
        _ => canonicalText,
    };

    public override ImmutableArray<EntityTags> InlineTags => ProtobufTags.In(file.Source);

    public override ParseResult WithTags(
        ImmutableArray<EntityTags> added, ImmutableArray<EntityTags> removed, bool skipMissing = false)
    {
        var edit = new TagEdit(added, removed);
        var tagged = ProtobufTags.Changed(file.Source, edit.Apply);
        return edit.FindMissing() is { } missing && !skipMissing
            ? ParseResult.Fail(missing)
            : ParseResult.Ok(new ProtobufSchema(
                new LinkedFile(tagged, "", "", files.Find), FilePrinter.Print(tagged, options.MaxTextLength), references, files, options));
    }

    public override bool IsSameAs(ParsedSchema other) =>
        other is ProtobufSchema && canonicalText == other.CanonicalText;

    public override ImmutableArray<Finding> ReadingFrom(ParsedSchema writer) =>
        Comparison.Compare(((ProtobufSchema)writer).LinkedFile, file, options);

    private LinkedFile LinkedFile => file;
}
