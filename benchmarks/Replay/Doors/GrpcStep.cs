using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace SchemaRegistry.Replay.Doors;

/// <summary>A call over gRPC; <see cref="Calls"/> makes them.</summary>
/// <param name="Operation">The method's name.</param>
/// <param name="Messages">What is sent; more than one in a stream.</param>
/// <param name="Call">Makes the call and returns all the messages of its answer.</param>
internal sealed record GrpcStep(
    string Operation, IReadOnlyList<IMessage> Messages, Func<Server, IReadOnlyList<IMessage>, Task<IReadOnlyList<IMessage>>> Call)
    : Step(Operation)
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    public override string Request => string.Join(' ', Messages.Select(message => Json.Format(message)));

    public override async Task<Answer> Send(Server server, Memory memory)
    {
        var messages = Messages.Select(message => Resolved(message, memory)).ToList();
        try
        {
            var answers = await Call(server, messages);
            return new Answer("OK", "", string.Join('\n', answers.Select(answer => Shown(answer, memory))));
        }
        catch (RpcException refusal)
        {
            var details = refusal.Trailers.GetValueBytes("grpc-status-details-bin") is { } bytes
                ? Shown(Google.Rpc.Status.Parser.ParseFrom(bytes), memory)
                : "";
            var retry = refusal.Trailers.GetValue("grpc-retry-pushback-ms");
            return new Answer(
                $"{refusal.StatusCode}", $"{Normaliser.Text(Operation, refusal.Status.Detail, memory)} {retry}".TrimEnd(), details);
        }
    }

    private static IMessage Resolved(IMessage message, Memory memory)
    {
        var copy = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        MessageTexts.Rewrite(copy, memory.Resolve);
        return copy;
    }

    // To read, and in the bytes that went over the wire, which also tell what JSON does not.
    private string Shown(IMessage answer, Memory memory)
    {
        memory.Learn(Operation, Json.Format(answer));
        Normaliser.Message(Operation, answer, memory);
        return $"{Json.Format(answer)} {Convert.ToBase64String(answer.ToByteArray())}";
    }
}
