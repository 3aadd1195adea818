using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Caching;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>A schema by id in the form that is kept encoded.</summary>
internal sealed class ShownAnswer(ShownSchema shown) : Answer(StatusCodes.Status200OK, shown.Json)
{
    private protected override ReadOnlyMemory<byte> Compressed(ReadOnlyMemory<byte> body) => shown.Gzip;
}
