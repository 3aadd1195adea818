using Npgsql;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Load;

/// <summary>Rates of ours against rates of something bare that does the least that could be done.</summary>
internal sealed class Cases
{
    private readonly Stage _stage;
    private readonly RegistrationLoad _registrations;
    private readonly string _byId;
    private readonly string _latest;
    private readonly string _known;
    private readonly string _check;
    private readonly string _getMessage;
    private readonly string _getStream;
    private readonly string _registerMessage;
    private readonly string _registerStream;
    private readonly string _pgbench;
    private readonly string _database;
    private int _next;

    private Cases(Stage stage, string database)
    {
        (_stage, _database) = (stage, database);
        _registrations = new RegistrationLoad(stage.Registry.GrpcAddress);
        var numbers = Enumerable.Range(0, Stage.Subjects).ToList();
        _byId = stage.WriteFile("by-id.lua", WrkScripts.Get(ByIdPaths(stage)));
        _latest = stage.WriteFile("latest.lua", WrkScripts.Get(numbers.Select(n => $"/subjects/{Stage.SubjectName(n)}/versions/latest")));
        _known = stage.WriteFile(
            "known.lua", WrkScripts.Post(numbers.Select(n => ($"/subjects/{Stage.SubjectName(n)}/versions", Stage.SchemaText(n)))));
        _check = stage.WriteFile("check.lua", WrkScripts.Post(numbers.Select(n =>
            ($"/compatibility/subjects/{Stage.SubjectName(n)}/versions/latest", Stage.SchemaText(n)))));
        _getMessage = stage.WriteMessages("get.bin", [Get(0)]);
        _getStream = stage.WriteMessages("get-stream.bin", numbers.Select(number => new LookupStreamRequest
        {
            CorrelationId = (ulong)number,
            GetSchema = Get(number),
        }));
        _registerMessage = stage.WriteMessages("register.bin", [Known(0)]);
        _registerStream = stage.WriteMessages("register-stream.bin", numbers.Select(number => new RegisterStreamRequest
        {
            CorrelationId = (ulong)number,
            Register = Known(number),
        }));
        _pgbench = stage.WriteFile(
            "register.sql", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sql", "register.sql")));
    }

    public static async Task<Cases> On(Stage stage)
    {
        var database = await stage.Postgres.CreateDatabase();
        await using var store = new PostgresStore(new PostgresStoreOptions(database));
        await store.Migrate(CancellationToken.None);
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE SEQUENCE bench CACHE 1000", connection);
        await command.ExecuteNonQueryAsync();
        var cases = new Cases(stage, database);
        await cases.Rehearse();
        return cases;
    }

    public static IEnumerable<string> ByIdPaths(Stage stage) =>
        stage.Ids.Select((id, number) => $"/schemas/ids/{id}?fetchMaxId=false&subject={Stage.SubjectName(number)}");

    public IEnumerable<LoadCase> All() =>
    [
        new("by id, REST", "bare endpoint", 0.9, s => Wrk(_byId, s), s => WrkBare(_byId, s)),
        new("by id, gRPC", "bare gRPC", 0.9, s => H2Load("GetSchema", _getMessage, s), s => H2LoadBare("GetSchema", _getMessage, s)),
        new("by id, gRPC stream", "our own calls, same generator", 2,
            s => H2LoadStreams("LookupStream", _getStream, s), s => H2Load("GetSchema", _getMessage, s)),
        new("latest, REST", "bare endpoint", 0.7, s => Wrk(_latest, s), s => WrkBare(_latest, s)),
        new("known registration, REST", "bare endpoint", null, s => Wrk(_known, s), s => WrkBare(_known, s)),
        new("known registration, gRPC", "bare gRPC", 0.6,
            s => H2Load("Register", _registerMessage, s), s => H2LoadBare("Register", _registerMessage, s)),
        new("known registration, gRPC stream", "our own calls, same generator", null,
            s => H2LoadStreams("RegisterStream", _registerStream, s), s => H2Load("Register", _registerMessage, s)),
        new("compatibility check, REST", "bare endpoint", null, s => Wrk(_check, s), s => WrkBare(_check, s)),
        new("new registrations, many subjects, gRPC stream", "pgbench with the statement", 0.8,
            s => _registrations.Run(() => New($"new-{Interlocked.Increment(ref _next)}"), s),
            s => Tools.PgBench(_database, _pgbench, s)),
        new("new registrations, one subject, gRPC stream", "pgbench with the statement", null,
            s => _registrations.Run(NewVersion, s),
            s => Tools.PgBench(_database, _pgbench, s)),
    ];

    public static string ByIdScript(Stage stage) => stage.WriteFile("allocation.lua", WrkScripts.Get(ByIdPaths(stage)));

    // Generators look at no answer, so what they send is sent once by somebody who does.
    private Task Rehearse() => Parallel.ForEachAsync(Enumerable.Range(0, Stage.Subjects), async (number, cancellationToken) =>
    {
        var schema = await _stage.Grpc.GetSchemaAsync(Get(number), cancellationToken: cancellationToken);
        var known = await _stage.Grpc.RegisterAsync(Known(number), cancellationToken: cancellationToken);
        if (schema.Schema.Text != Stage.SchemaText(number) || known.Id != _stage.Ids[number])
        {
            throw new InvalidOperationException($"Not what was registered: {schema}, {known}");
        }
    });

    private GetSchemaRequest Get(int number) =>
        new() { Id = new SchemaId { Context = ".", Id = _stage.Ids[number] }, Subject = Stage.SubjectName(number) };

    private static RegisterRequest Known(int number) => new() { Subject = Stage.SubjectName(number), Schema = Stage.Schema(number) };

    private RegisterRequest New(string subject) =>
        new() { Subject = subject, Schema = Stage.Schema(1_000_000 + Interlocked.Increment(ref _next)) };

    // Another description each time: compatible with all before it.
    private RegisterRequest NewVersion() => new()
    {
        Subject = "new-versions",
        Schema = new Schema
        {
            Type = SchemaType.Avro,
            Text = Stage.SchemaText(0).Replace("Number 0", $"Number {Interlocked.Increment(ref _next)} of them", StringComparison.Ordinal),
        },
    };

    private Task<double> Wrk(string script, int seconds) => Tools.Wrk(_stage.Registry.Port, script, seconds);

    private Task<double> WrkBare(string script, int seconds) => Tools.Wrk(_stage.BareRestPort, script, seconds);

    private Task<double> H2Load(string method, string message, int seconds) =>
        Tools.H2Load(_stage.Registry.GrpcAddress.Port, method, message, seconds);

    private Task<double> H2LoadStreams(string method, string messages, int seconds) =>
        Tools.H2LoadStreams(_stage.Registry.GrpcAddress.Port, method, messages, Stage.Subjects, seconds);

    private Task<double> H2LoadBare(string method, string message, int seconds) =>
        Tools.H2Load(_stage.BareGrpcPort, method, message, seconds);
}
