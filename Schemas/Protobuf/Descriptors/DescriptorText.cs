using System.Buffers.Text;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;
using SchemaRegistry.Schemas.Protobuf.Printing;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Schemas that are sent as a base64 <c>FileDescriptorProto</c>.</summary>
internal static class DescriptorText
{
    /// <summary>Whether the text can be base64; no source text can, as it contains a semicolon.</summary>
    public static bool Looks(string text) => !string.IsNullOrWhiteSpace(text) && Base64.IsValid(text);

    public static (ProtoFile? File, SchemaError? Error) Read(string text, FileSet files, ParseOptions options)
    {
        // Custom options can be read only once it is known which extensions there are, the file's own among them.
        var bytes = Convert.FromBase64String(text);
        var outline = DescriptorReader.Read(bytes, null, options.MaxDepth);
        if (outline is null)
        {
            return (null, new SchemaError("the text is neither a Protobuf source nor a base64 FileDescriptorProto"));
        }

        var names = new LinkedFile(outline, "", "", files.Find);
        var file = DescriptorReader.Read(bytes, new OptionDecoder(names, options.MaxDepth), options.MaxDepth) ?? outline;
        var source = FilePrinter.Print(file, options.MaxTextLength);
        return source.Length > options.MaxTextLength
            ? (null, new SchemaError($"the source of the FileDescriptorProto is longer than {options.MaxTextLength} characters"))
            : FileParser.Parse(source, options);
    }
}
