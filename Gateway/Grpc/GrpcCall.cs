using Grpc.Core;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>What a handler works with: the registry's door and its short ways, the limits, and word of the caller's leaving.</summary>
/// <param name="Cancelled">Set at the caller's deadline too; reaches down to the store.</param>
internal sealed record GrpcCall(
    IRegistry Registry,
    LocalAnswers LocalAnswers,
    GatewayOptions Options,
    TrafficBudget Budget,
    ServerCallContext Context,
    CancellationToken Cancelled)
{
    // As texts, and in the stream.
    private const int Copies = 3;

    /// <summary>What the answer weighs; null for a short one.</summary>
    public TrafficHolding? Unread { get; private set; }

    /// <summary>Waits until there is room for an answer that has so many bytes by now. False when there was none in time.</summary>
    public ValueTask<bool> Weigh(long bytes)
    {
        if (bytes <= TrafficBudget.Short)
        {
            return ValueTask.FromResult(true);
        }

        Unread ??= Budget.Begin(Context.GetHttpContext());
        return Unread.Raise(Copies * bytes, Cancelled);
    }

    /// <summary>Who reads.</summary>
    public Caller Reader => Context.Reader();

    /// <summary>Who makes a change that its sender does not name.</summary>
    public Caller Writer => Context.Writer();

    /// <summary>Who makes a change under an id that its sender may have chosen.</summary>
    public Outcome<Caller> WriterUnder(string requestId) => Context.WriterUnder(requestId);

    /// <summary>The subject that the caller named, or what it is an alias of.</summary>
    public static Target TargetOf(string given) => Target.Named(SubjectName.Parse(given));

    public Task<Outcome<T>> Ask<T>(Operation<T> operation) => Registry.Ask(operation, Cancelled);

    public IAsyncEnumerable<T> List<T>(Listing<T> listing) => Registry.List(listing, Cancelled);
}
