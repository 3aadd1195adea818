using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

internal sealed class ServiceParser(TokenReader tokens, OptionParser options)
{
    /// <summary>What follows the word <c>service</c>.</summary>
    public ServiceNode Service(Position position)
    {
        var name = tokens.Word("a service name");
        var ownOptions = ImmutableArray.CreateBuilder<OptionNode>();
        var rpcs = ImmutableArray.CreateBuilder<RpcNode>();
        tokens.Open('{');
        while (!tokens.Close('}'))
        {
            var at = tokens.Position;
            if (tokens.Take(';'))
            {
                continue;
            }

            if (tokens.Take("option"))
            {
                ownOptions.Add(options.Statement());
                continue;
            }

            tokens.Expect("rpc");
            rpcs.Add(Rpc(at));
        }

        return new ServiceNode(name, position) { Options = ownOptions.DrainToImmutable(), Rpcs = rpcs.DrainToImmutable() };
    }

    private RpcNode Rpc(Position position)
    {
        var name = tokens.Word("a method name");
        var (request, streamsRequest) = MessageType();
        tokens.Expect("returns");
        var (response, streamsResponse) = MessageType();
        return new RpcNode(name, position)
        {
            Request = request,
            StreamsRequest = streamsRequest,
            Response = response,
            StreamsResponse = streamsResponse,
            Options = RpcOptions(),
        };
    }

    private (string Type, bool IsStream) MessageType()
    {
        tokens.Expect('(');
        var isStream = !tokens.IsFollowedBy(')') && tokens.Take("stream");
        var type = tokens.DottedName("a message type");
        tokens.Expect(')');
        return (type, isStream);
    }

    private ImmutableArray<OptionNode> RpcOptions()
    {
        if (!tokens.Is('{'))
        {
            tokens.Expect(';');
            return [];
        }

        var declared = ImmutableArray.CreateBuilder<OptionNode>();
        tokens.Open('{');
        while (!tokens.Close('}'))
        {
            if (tokens.Take(';'))
            {
                continue;
            }

            tokens.Expect("option");
            declared.Add(options.Statement());
        }

        return declared.DrainToImmutable();
    }
}
