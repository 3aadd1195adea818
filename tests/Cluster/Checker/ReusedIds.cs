using System.Net;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// Registers, deletes, restores and edits over gRPC under ids of the callers' own, a few of which are given to more than one request, and
/// some requests are sent again. What is answered has to be what was asked for.
/// </summary>
internal sealed class ReusedIds : IDisposable
{
    /// <summary>Only these are deleted from, restored and edited under ids of callers' own, and in no other way.</summary>
    public static readonly string[] Subjects = ["reused-0", "reused-1"];

    private const int Ids = 8;
    private const int Versions = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly History _history;
    private readonly List<GrpcChannel> _channels;
    private readonly List<Client> _clients;
    private readonly Request?[] _last = new Request?[Ids];

    public ReusedIds(History history, IEnumerable<Uri> addresses)
    {
        _history = history;
        _channels = [.. addresses.Select(address => GrpcChannel.ForAddress(address))];
        _clients = [.. _channels.Select(channel => new Client(channel))];
    }

    private delegate Task<ApiAnswer> Send(Client client, DateTime deadline);

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());

    /// <summary>Registers under one of the ids, or sends again what was sent under it last; a new id takes its place now and then.</summary>
    public Task Register(Random random, string subject, string text) => Ask(random, id => Registration(id, subject, text));

    /// <summary>The same with a change of what is registered already.</summary>
    /// <param name="name">Of its own for each call.</param>
    public Task Change(Random random, string name)
    {
        var (subject, version) = (Subjects[random.Next(Subjects.Length)], random.Next(1, Versions));
        return Ask(random, id => random.Next(6) switch
        {
            0 => Edit(id, subject, name),
            1 => Registration(id, subject, AvroTexts.Record($"SharedUnderId{name}")),
            2 or 3 => Restoration(id, subject, version),
            _ => Deletion(id, subject, version, isPermanent: random.Next(4) == 0),
        });
    }

    private Task<Operation> Ask(Random random, Func<string, Request> make)
    {
        var place = random.Next(Ids);
        var last = Volatile.Read(ref _last[place]);
        var request = last is null || random.Next(3) > 0
            ? make(last is null || random.Next(3) == 0 ? Guid.NewGuid().ToString() : last.Asked.RequestId!)
            : last;
        Volatile.Write(ref _last[place], request);
        var client = _clients[random.Next(_clients.Count)];
        return _history.Record(request.Asked, () => Answer(client, request.Send), static (asked, answer) => asked.Work is Work.Register or Work.Edit
            ? asked with { Version = answer.Version, Id = answer.Id }
            : asked with { Versions = [answer.Version] });
    }

    private static Request Registration(string id, string subject, string text) => new(
        new Operation(Work.Register, subject, default, default, Fate.Unknown, text, RequestId: id),
        async (client, deadline) =>
        {
            var schema = new Schema { Type = SchemaType.Avro, Text = text };
            var made = await client.RegisterAsync(new RegisterRequest { Subject = subject, Schema = schema, RequestId = id }, deadline: deadline);
            return Told(made.Version, made.Id);
        });

    private static Request Edit(string id, string subject, string mark) => new(
        new Operation(Work.Edit, subject, default, default, Fate.Unknown, mark, RequestId: id),
        async (client, deadline) =>
        {
            var edit = new EditTagsRequest { Subject = subject, Metadata = new() { Properties = { [WriteChecks.Mark] = mark } }, RequestId = id };
            var made = await client.EditTagsAsync(edit, deadline: deadline);
            return Told(made.Version.Version, made.Version.Id);
        });

    private static Request Restoration(string id, string subject, int version) => new(
        new Operation(Work.Restore, subject, default, default, Fate.Unknown, Version: version, RequestId: id),
        async (client, deadline) =>
        {
            var restored = await client.RestoreVersionAsync(
                new RestoreVersionRequest { Subject = subject, Version = version, RequestId = id }, deadline: deadline);
            return Told(restored.Version.Version);
        });

    private static Request Deletion(string id, string subject, int version, bool isPermanent) => new(
        new Operation(isPermanent ? Work.Purge : Work.Delete, subject, default, default, Fate.Unknown, Version: version, RequestId: id),
        async (client, deadline) =>
        {
            var deleted = await client.DeleteVersionAsync(
                new DeleteVersionRequest { Subject = subject, Version = version, Permanent = isPermanent, RequestId = id }, deadline: deadline);
            return Told(deleted.Version);
        });

    private static ApiAnswer Told(int version, int id = 0) => new(HttpStatusCode.OK, JsonSerializer.SerializeToElement(new { version, id }));

    private static async Task<ApiAnswer> Answer(Client client, Send send)
    {
        try
        {
            return await send(client, TimeProvider.System.GetUtcNow().UtcDateTime + Patience);
        }
        catch (RpcException refusal)
        {
            var isRefused = refusal.StatusCode is StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.InvalidArgument or StatusCode.NotFound;
            return new ApiAnswer(
                isRefused ? HttpStatusCode.Conflict : HttpStatusCode.ServiceUnavailable, JsonSerializer.SerializeToElement(refusal.Status.ToString()));
        }
    }

    private sealed record Request(Operation Asked, Send Send);
}
