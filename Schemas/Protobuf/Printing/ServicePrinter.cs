using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

internal static class ServicePrinter
{
    public static void Print(ImmutableArray<ServiceNode> services, IndentedText text)
    {
        foreach (var service in services)
        {
            text.Append("service ").Append(service.Name);
            var block = Block.Open(text);
            if (!service.Options.IsEmpty)
            {
                block.BeginSection();
                OptionPrinter.PrintStatements(service.Options, text);
                block.EndSection();
            }

            if (!service.Rpcs.IsEmpty)
            {
                block.BeginSection();
                PrintRpcs(service.Rpcs, text);
                block.EndSection();
            }

            block.Close();
        }
    }

    private static void PrintRpcs(ImmutableArray<RpcNode> rpcs, IndentedText text)
    {
        foreach (var rpc in rpcs)
        {
            text.Append("rpc ").Append(rpc.Name);
            text.Append(rpc.StreamsRequest ? " (stream " : " (").Append(rpc.Request);
            text.Append(rpc.StreamsResponse ? ") returns (stream " : ") returns (").Append(rpc.Response).Append(')');
            if (!rpc.Options.IsEmpty)
            {
                text.Append(" {").EndLine();
                text.Level++;
                OptionPrinter.PrintStatements(rpc.Options, text);
                text.Level--;
                text.Append('}');
            }

            text.Append(';').EndLine();
        }
    }
}
