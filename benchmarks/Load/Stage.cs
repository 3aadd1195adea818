using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Load;

/// <summary>PostgreSQL, Redis, the registry over them with some schemas in it, and the bare server beside it.</summary>
internal sealed class Stage(string? assembly) : IAsyncDisposable
{
    public const int Subjects = 1_000;
    private readonly TempFolder _folder = new();
    private RedisServer _redis = null!;
    private GrpcChannel _channel = null!;
    private Process _bare = null!;

    public PostgresServer Postgres { get; private set; } = null!;

    public RegistryProcess Registry { get; private set; } = null!;

    public Client Grpc { get; private set; } = null!;

    public int BareRestPort { get; } = FreePort.Next();

    public int BareGrpcPort { get; } = FreePort.Next();

    /// <summary>The ids of <see cref="SubjectName"/> 0, 1, and so on.</summary>
    public IReadOnlyList<int> Ids { get; private set; } = [];

    public static string SubjectName(int number) => $"orders-{number}-value";

    /// <summary>About 600 bytes, different for every number.</summary>
    public static string SchemaText(int number) => JsonSerializer.Serialize(new
    {
        type = "record",
        name = $"Order{number}",
        @namespace = "com.example.orders",
        fields = Enumerable.Range(0, 10).Select(field => new { name = $"field{field}", type = "string", doc = $"Number {field}" }),
    });

    /// <param name="assembly">See <see cref="LoadOptions.Registry"/>.</param>
    public static async Task<Stage> Set(string? assembly)
    {
        var stage = new Stage(assembly);
        try
        {
            await stage.StartServers();
            await stage.Seed();
            await stage.StartBareServer();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public async Task<RegistryProcess> StartRegistry(string databaseUrl)
    {
        var variables = new Dictionary<string, string>
        {
            ["DATABASE_URL"] = databaseUrl,
            ["REDIS_URL"] = _redis.Url,
            ["LOG_LEVEL"] = "warn",
        };
        var registry = RegistryProcess.Launch(_folder.Path, variables, assembly);
        await registry.WaitUntilReady();
        return registry;
    }

    /// <summary>A file with a text in it, for tools that read theirs from one.</summary>
    public string WriteFile(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    /// <summary>Messages as gRPC frames them, one after the other: not compressed, and its length.</summary>
    public string WriteMessages(string name, IEnumerable<IMessage> messages)
    {
        using var file = File.Create(_folder.File(name));
        foreach (var message in messages)
        {
            var bytes = message.ToByteArray();
            file.Write([0, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length]);
            file.Write(bytes);
        }

        return file.Name;
    }

    /// <summary>A counter of the registry's as its metrics tell it now, all its series together.</summary>
    public async Task<long> Counter(string name)
    {
        var metrics = await Registry.Client.GetStringAsync(new Uri($"http://127.0.0.1:{Registry.MetricsPort}/metrics"));
        return (long)metrics.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Bytes that the bare server has allocated since its start.</summary>
    public async Task<long> BareAllocations()
    {
        await _bare.StandardInput.WriteLineAsync("?");
        return long.Parse((await _bare.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _bare?.Kill();
        _bare?.Dispose();
        _channel?.Dispose();
        await (Registry?.DisposeAsync() ?? default);
        await (_redis?.DisposeAsync() ?? default);
        await (Postgres?.DisposeAsync() ?? default);
        _folder.Dispose();
    }

    private async Task StartServers()
    {
        Postgres = await PostgresServer.Start();
        _redis = await RedisServer.Start();
        Registry = await StartRegistry(await Postgres.CreateDatabase());
        _channel = GrpcChannel.ForAddress(Registry.GrpcAddress);
        Grpc = new Client(_channel);
    }

    private async Task Seed()
    {
        var ids = new int[Subjects];
        await Parallel.ForEachAsync(Enumerable.Range(0, Subjects), async (number, cancellationToken) =>
        {
            var request = new RegisterRequest { Subject = SubjectName(number), Schema = Schema(number) };
            ids[number] = (await Grpc.RegisterAsync(request, cancellationToken: cancellationToken)).Id;
        });
        Ids = ids;
    }

    public static Schema Schema(int number) => new() { Type = SchemaType.Avro, Text = SchemaText(number) };

    private async Task StartBareServer()
    {
        var json = await Registry.Client.GetByteArrayAsync(new Uri($"schemas/ids/{Ids[0]}?subject={SubjectName(0)}", UriKind.Relative));
        await File.WriteAllBytesAsync(_folder.File(BareServer.JsonFile), json);
        var schema = await Grpc.GetSchemaAsync(new GetSchemaRequest { Id = new SchemaId { Context = ".", Id = Ids[0] } });
        await File.WriteAllBytesAsync(_folder.File(BareServer.SchemaFile), schema.ToByteArray());
        var registered = await Grpc.RegisterAsync(new RegisterRequest { Subject = SubjectName(0), Schema = Schema(0) });
        await File.WriteAllBytesAsync(_folder.File(BareServer.RegisterFile), registered.ToByteArray());

        _bare = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Stage).Assembly.Location, BareServer.Command, $"{BareRestPort}", $"{BareGrpcPort}", _folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await _bare.StandardOutput.ReadLineAsync();
    }
}
