using System.Net;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// Registers over gRPC under ids of the callers' own, a few of which are given to more than one registration, and some registrations
/// are sent again. What is answered has to be what was asked for.
/// </summary>
internal sealed class ReusedIds : IDisposable
{
    private const int Ids = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly History _history;
    private readonly List<GrpcChannel> _channels;
    private readonly List<Client> _clients;
    private readonly RegisterRequest[] _last = [.. Enumerable.Range(0, Ids).Select(_ => new RegisterRequest { RequestId = Guid.NewGuid().ToString() })];

    public ReusedIds(History history, IEnumerable<Uri> addresses)
    {
        _history = history;
        _channels = [.. addresses.Select(address => GrpcChannel.ForAddress(address))];
        _clients = [.. _channels.Select(channel => new Client(channel))];
    }

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());

    /// <summary>Registers under one of the ids, or sends again what was sent under it last; a new id takes its place now and then.</summary>
    public Task Register(Random random, string subject, string text)
    {
        var place = random.Next(Ids);
        var last = Volatile.Read(ref _last[place]);
        var request = last.Subject.Length > 0 && random.Next(3) == 0
            ? last
            : new RegisterRequest
            {
                Subject = subject,
                Schema = new Schema { Type = SchemaType.Avro, Text = text },
                RequestId = random.Next(3) == 0 ? Guid.NewGuid().ToString() : last.RequestId,
            };
        Volatile.Write(ref _last[place], request);
        var client = _clients[random.Next(_clients.Count)];
        return _history.Record(
            new Operation(Work.Register, request.Subject, default, default, Fate.Unknown, request.Schema.Text),
            () => Ask(client, request),
            (operation, answer) => operation with { Version = answer.Version, Id = answer.Id });
    }

    private static async Task<ApiAnswer> Ask(Client client, RegisterRequest request)
    {
        try
        {
            var answer = await client.RegisterAsync(request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience);
            return new ApiAnswer(HttpStatusCode.OK, JsonSerializer.SerializeToElement(new { id = answer.Id, version = answer.Version }));
        }
        catch (RpcException refusal)
        {
            var status = refusal.StatusCode is StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.InvalidArgument
                ? HttpStatusCode.Conflict
                : HttpStatusCode.ServiceUnavailable;
            return new ApiAnswer(status, JsonSerializer.SerializeToElement(refusal.Status.ToString()));
        }
    }
}
