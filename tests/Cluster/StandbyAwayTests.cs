using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster;

/// <summary>What callers see while commits wait for a standby that is away. The server is their own.</summary>
public sealed class StandbyAwayTests
{
    private const string Text = """{"type":"record","name":"Waiting","fields":[]}""";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_that_no_standby_has_may_have_been_made_and_is_made_once_the_standby_is_back()
    {
        await using var postgres = await PostgresServer.Start();
        using var folder = new TempFolder();
        await using var process = await RegistryProcess.Start(
            folder.Path,
            new Dictionary<string, string> { ["DATABASE_URL"] = await postgres.CreateDatabase(), ["REQUEST_TIMEOUT_SECONDS"] = "1" },
            Token);
        var api = new RegistryApi(process.Client);
        var before = await api.Register("before", Text);
        await postgres.WaitForStandby("absent");

        var overRest = api.Register("rest", Text);
        var overGrpc = RegisterOverGrpc(process, "grpc");
        Assert.Equal(before.Id, (await api.Get("subjects/before/versions/1")).Id);

        var answer = await overRest;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 50301), (answer.Status, answer.ErrorCode));
        Assert.Contains("may have been made", answer.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<RpcException>(() => overGrpc);
        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
        Assert.Contains("may have been made", fault.Status.Detail, StringComparison.Ordinal);

        await postgres.WaitForStandby(null);
        foreach (var subject in new[] { "rest", "grpc" })
        {
            await Eventually.Be("the version to be there", Deadline, async () => (await api.Get($"subjects/{subject}/versions/1")).IsSuccess);
            Assert.Equal(before.Id, (await api.Register(subject, Text)).Id);
        }
    }

    private static async Task<RegisterResponse> RegisterOverGrpc(RegistryProcess process, string subject)
    {
        using var channel = GrpcChannel.ForAddress(process.GrpcAddress);
        var request = new RegisterRequest { Subject = subject, Schema = new Schema { Type = SchemaType.Avro, Text = Text } };
        return await new Client(channel).RegisterAsync(request, cancellationToken: Token);
    }
}
