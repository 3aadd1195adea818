using System.Buffers.Text;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Schemas that are sent as a base64 <c>FileDescriptorProto</c>.</summary>
internal static class DescriptorText
{
    /// <summary>Whether the text can be base64; no source text can, for want of a semicolon.</summary>
    public static bool Looks(string text) => !string.IsNullOrWhiteSpace(text) && Base64.IsValid(text);

    public static (ProtoFile? File, SchemaError? Error) Read(string text, FileSet files, ParseOptions options) =>
        (null, new SchemaError("not yet"));
}
