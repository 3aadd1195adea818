using Grpc.Core;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Grpc.Streams;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Changes;
using SchemaRegistry.Gateway.Registry.Lists;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Changes as a stream without end; what <c>GET /changes</c> is in REST.</summary>
internal static class WatchCalls
{
    private static readonly Wire.Heartbeat Heartbeat = new();

    public static async Task Run(GrpcCall call, Wire.WatchRequest given, IServerStreamWriter<Wire.WatchResponse> stream)
    {
        var request = Read(given).OrThrow();
        var first = (await call.Ask(FollowChanges.First(call.Reader, request))).OrThrow();
        var writer = new ListWriter<Wire.WatchResponse>(stream);
        if (request.Token is null && given.Start == Wire.WatchStart.Snapshot)
        {
            await WriteSnapshot(call, request, first, writer);
        }
        else
        {
            // Never a place behind what is yet to be told: the caller may be cut off right here.
            var place = request.Token ?? (first.Changes.IsEmpty ? first.Token : "");
            await writer.Write(new Wire.WatchResponse { Token = place, Heartbeat = Heartbeat }, moreFollows: false, call.Cancelled);
        }

        await Write(first, writer, call.Cancelled);
        await foreach (var next in call.List(new FollowChanges(call.Reader, request, first, SilenceOf(given))))
        {
            await Write(next.OrThrow(), writer, call.Cancelled);
            if (next.Value!.Changes.IsEmpty)
            {
                var alive = new Wire.WatchResponse { Token = next.Value.Token, Heartbeat = Heartbeat };
                await writer.Write(alive, moreFollows: false, call.Cancelled);
            }
        }
    }

    // The place was taken before the first page is read, so whatever moves while it is listed is told afterwards.
    private static async Task WriteSnapshot(
        GrpcCall call, ChangesRequest request, ChangeBatch place, ListWriter<Wire.WatchResponse> writer)
    {
        var everything = new ListFilter(request.Context, request.NamePrefix, DeletedView.Show);
        await foreach (var schema in call.List(new ListSchemas(call.Reader, everything, Pages.Sizes)))
        {
            var listed = new Wire.WatchResponse { SnapshotVersion = ChangeMessages.Show(schema) };
            await writer.Write(listed, moreFollows: true, call.Cancelled);
        }

        var end = new Wire.WatchResponse { Token = place.Token, SnapshotEnd = new Wire.SnapshotEnd() };
        await writer.Write(end, moreFollows: false, call.Cancelled);
    }

    private static async Task Write(ChangeBatch batch, ListWriter<Wire.WatchResponse> writer, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.Changes.Length; i++)
        {
            var change = batch.Changes[i];
            var told = new Wire.WatchResponse { Token = change.Token, Change = ChangeMessages.Show(change) };
            await writer.Write(told, moreFollows: i + 1 < batch.Changes.Length, cancellationToken);
        }
    }

    private static Outcome<ChangesRequest> Read(Wire.WatchRequest given)
    {
        if (!Enum.IsDefined(given.Start))
        {
            return GrpcErrors.Invalid($"Unknown start {given.Start} of a watch");
        }

        if (given.HeartbeatSeconds is < 0 or > FollowChanges.MaxHeartbeatSeconds)
        {
            return GrpcErrors.Invalid($"heartbeat_seconds must be a number from 0 to {FollowChanges.MaxHeartbeatSeconds}");
        }

        var context = ContextName.Read(given.Context);
        if (context.Error is { } invalid)
        {
            return invalid;
        }

        return ChangeMessages.Read(given.Kinds).Then(types => new ChangesRequest(
            given.Token.Length == 0 ? null : given.Token,
            given.Start == Wire.WatchStart.Beginning ? ChangesStart.Beginning : ChangesStart.Now,
            given.HasContext ? context.Value : null,
            given.NamePrefix,
            types,
            Limit: 1,
            Wait: TimeSpan.Zero));
    }

    private static TimeSpan SilenceOf(Wire.WatchRequest given) =>
        TimeSpan.FromSeconds(given.HeartbeatSeconds == 0 ? FollowChanges.DefaultHeartbeatSeconds : given.HeartbeatSeconds);
}
