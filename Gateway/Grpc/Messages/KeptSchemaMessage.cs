using SchemaRegistry.Gateway.Caching;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>The messages that show a schema by its id, each made once for as long as the schema is kept.</summary>
internal static class KeptSchemaMessage
{
    /// <summary>The answer to the RPC <c>GetSchema</c>. Shared: not to be changed.</summary>
    public static Wire.GetSchemaResponse Message(this ShownSchema shown) => (Wire.GetSchemaResponse)(shown.GrpcForm ??= new Wire.GetSchemaResponse
    {
        Id = SchemaMessages.Id(shown.Schema.Context, shown.Schema.Id),
        Guid = shown.Schema.Guid.ToString(),
        Schema = SchemaMessages.Show(shown.Schema.Content),
        Use = shown.Use is null ? null : SchemaMessages.Show(shown.Use),
    });
}
