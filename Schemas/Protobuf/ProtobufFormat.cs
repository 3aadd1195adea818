using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Protobuf.Comparing;
using SchemaRegistry.Schemas.Protobuf.Descriptors;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Parsing;
using SchemaRegistry.Schemas.Protobuf.Printing;

namespace SchemaRegistry.Schemas.Protobuf;

/// <summary>
/// Protocol Buffers, proto2 and proto3, as source text or as a base64 <c>FileDescriptorProto</c> (reference 10.3).
/// </summary>
public sealed class ProtobufFormat : ISchemaFormat
{
    public SchemaType Type => SchemaType.Protobuf;

    public ImmutableArray<FindingRule> Rules => ProtobufRules.All;

    public ParseResult Parse(
        string text,
        ImmutableArray<SchemaReference> references,
        ImmutableArray<ResolvedReference> resolved,
        ParseOptions options)
    {
        var files = FileSet.Of(resolved, options);
        var (source, error) = FileParser.Parse(text, options);
        if (source is null && DescriptorText.Looks(text))
        {
            (source, error) = DescriptorText.Read(text, files, options);
        }

        if (source is null)
        {
            return ParseResult.Fail(error!);
        }

        var file = new LinkedFile(source, "", "", files.Find);
        if (options.Strict && (files.Error ?? ImportCheck.Check(file) ?? StructureCheck.Check(file)) is { } problem)
        {
            return ParseResult.Fail(problem);
        }

        return ParseResult.Ok(new ProtobufSchema(file, FilePrinter.Print(source, options.MaxTextLength), references, files, options));
    }
}
