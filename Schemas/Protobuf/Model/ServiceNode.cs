using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

internal sealed record ServiceNode(string Name, Position Position)
{
    public ImmutableArray<OptionNode> Options { get; init; } = [];

    public ImmutableArray<RpcNode> Rpcs { get; init; } = [];
}

internal sealed record RpcNode(string Name, Position Position)
{
    public string Request { get; init; } = "";

    public string Response { get; init; } = "";

    public bool StreamsRequest { get; init; }

    public bool StreamsResponse { get; init; }

    public ImmutableArray<OptionNode> Options { get; init; } = [];
}
