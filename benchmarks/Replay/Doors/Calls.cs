using Google.Protobuf;
using Grpc.Core;
using SchemaRegistry.Protocol.V1;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;
using WebhookClient = SchemaRegistry.Protocol.V1.WebhookRegistry.WebhookRegistryClient;

namespace SchemaRegistry.Replay.Doors;

/// <summary>Makes steps of calls, by the kind of method.</summary>
internal static class Calls
{
    private static CallOptions Options => new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));

    public static Step Unary<TRequest, TResponse>(
        TRequest request, Func<Client, TRequest, CallOptions, AsyncUnaryCall<TResponse>> call)
        where TRequest : IMessage
        where TResponse : class, IMessage =>
        new GrpcStep(NameOf<TRequest>(), [request], async (server, messages) =>
            [await call(server.Registry, (TRequest)messages[0], Options)]);

    public static Step List<TRequest, TResponse>(
        TRequest request, Func<Client, TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> call)
        where TRequest : IMessage
        where TResponse : class, IMessage =>
        new GrpcStep(NameOf<TRequest>(), [request], (server, messages) => All(call(server.Registry, (TRequest)messages[0], Options)));

    public static Step OfWebhooks<TRequest, TResponse>(
        TRequest request, Func<WebhookClient, TRequest, CallOptions, AsyncUnaryCall<TResponse>> call)
        where TRequest : IMessage
        where TResponse : class, IMessage =>
        new GrpcStep(NameOf<TRequest>(), [request], async (server, messages) =>
            [await call(server.Webhooks, (TRequest)messages[0], Options)]);

    public static Step OfWebhooks<TRequest, TResponse>(
        TRequest request, Func<WebhookClient, TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> call)
        where TRequest : IMessage
        where TResponse : class, IMessage =>
        new GrpcStep(NameOf<TRequest>(), [request], (server, messages) => All(call(server.Webhooks, (TRequest)messages[0], Options)));

    /// <summary>The first events of a watch, without what only shows that the stream lives.</summary>
    public static Step Watch(WatchRequest request, int events) =>
        new GrpcStep($"Watch {request.Start}", [request], async (server, messages) =>
        {
            using var call = server.Registry.Watch((WatchRequest)messages[0], Options);
            var told = call.ResponseStream.ReadAllAsync().Where(answer => answer.Heartbeat is null);
            return await told.Take(events).ToListAsync<IMessage>();
        });

    /// <summary>A stream whose questions are asked one after another, so that only one is ever open.</summary>
    public static Step Stream<TRequest, TResponse>(
        IEnumerable<TRequest> requests, Func<Client, CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> call)
        where TRequest : class, IMessage
        where TResponse : class, IMessage =>
        new GrpcStep(NameOf<TRequest>(), [.. requests], async (server, messages) =>
        {
            using var stream = call(server.Registry, Options);
            var answers = new List<IMessage>();
            foreach (var request in messages.Cast<TRequest>())
            {
                await stream.RequestStream.WriteAsync(request);
                await stream.ResponseStream.MoveNext(default);
                answers.Add(stream.ResponseStream.Current);
            }

            await stream.RequestStream.CompleteAsync();
            return answers;
        });

    private static async Task<IReadOnlyList<IMessage>> All<TResponse>(AsyncServerStreamingCall<TResponse> call)
        where TResponse : class, IMessage
    {
        using (call)
        {
            return await call.ResponseStream.ReadAllAsync().ToListAsync<IMessage>();
        }
    }

    private static string NameOf<TRequest>() => typeof(TRequest).Name.Replace("Request", "", StringComparison.Ordinal);
}
