using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Load;

/// <summary>
/// What the registry is measured against: the same web server and the same gRPC stack, which answer the same bytes and do
/// nothing else. No routing, no middleware, no metrics, no logs. Answers lie in files of a folder, made by the registry.
/// </summary>
internal static class BareServer
{
    public const string Command = "bare";
    public const string JsonFile = "answer.json";
    public const string SchemaFile = "schema.bin";
    public const string RegisterFile = "register.bin";

    public static async Task Run(int restPort, int grpcPort, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new BareService(
            GetSchemaResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(Path.Combine(folder, SchemaFile))),
            RegisterResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(Path.Combine(folder, RegisterFile)))));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(restPort);
            kestrel.ListenLocalhost(grpcPort, grpc => grpc.Protocols = HttpProtocols.Http2);
        });
        await using var app = builder.Build();
        var body = await File.ReadAllBytesAsync(Path.Combine(folder, JsonFile));
        app.Use(next => http => http.Request.Protocol == HttpProtocol.Http11 ? Answer(http, body) : next(http));
        app.MapGrpcService<BareService>();
        await app.StartAsync();
        Console.WriteLine("ready");

        // What was allocated since the start, for whoever asks by a line; ends with the asker.
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(GC.GetTotalAllocatedBytes(precise: false));
        }
    }

    private static async Task Answer(HttpContext http, byte[] body)
    {
        if (http.Request.ContentLength > 0)
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
        }

        http.Response.ContentType = "application/vnd.schemaregistry.v1+json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }

    internal sealed class BareService(GetSchemaResponse schema, RegisterResponse registered)
        : Protocol.V1.SchemaRegistry.SchemaRegistryBase
    {
        public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) => Task.FromResult(schema);

        public override Task<RegisterResponse> Register(RegisterRequest request, ServerCallContext context) => Task.FromResult(registered);
    }
}
