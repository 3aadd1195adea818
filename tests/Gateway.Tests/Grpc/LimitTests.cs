using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>What no well-behaved caller sends.</summary>
public sealed class LimitTests(SharedRegistry registry) : GrpcTests(registry)
{
    private const string RegisterMethod = "schemaregistry.v1.SchemaRegistry/Register";

    [Slow]
    [Fact]
    public async Task A_message_of_64_MB_is_refused_as_too_large()
    {
        var request = new RegisterRequest { Subject = Subject, Schema = Avro(new string('x', 64 << 20)) };

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await Api.RegisterAsync(request, Call));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.Contains(refusal.Trailers, trailer => trailer.Key == "grpc-status-details-bin");
    }

    [Slow]
    [Fact]
    public async Task A_message_of_64_MB_in_a_stream_is_refused_as_too_large()
    {
        using var stream = Api.RegisterStream(Call);
        var request = new RegisterStreamRequest { Register = new RegisterRequest { Schema = Avro(new string('x', 64 << 20)) } };

        // The server does not wait for the rest, so that writing may break off before the answer is read.
        await Record.ExceptionAsync(() => stream.RequestStream.WriteAsync(request, Token));
        var refusal = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(Token));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.Contains(refusal.Trailers, trailer => trailer.Key == "grpc-status-details-bin");
    }

    [Slow]
    [Fact]
    public async Task A_small_message_that_unpacks_to_64_MB_is_refused_as_too_large()
    {
        var request = new RegisterRequest { Subject = Subject, Schema = Avro(new string('x', 64 << 20)) };

        Assert.Equal(StatusCode.ResourceExhausted, (await Send(RegisterMethod, Frame(1, Gzip(request.ToByteArray())), "gzip")).Status);
    }

    [Fact]
    public async Task A_message_that_is_packed_is_read()
    {
        var request = new RegisterRequest { Subject = Subject, Schema = Avro(Order) };

        Assert.Equal(StatusCode.OK, (await Send(RegisterMethod, Frame(1, Gzip(request.ToByteArray())), "gzip")).Status);
    }

    [Fact]
    public async Task A_schema_longer_than_the_limit_is_refused_as_over_REST()
    {
        var request = new RegisterRequest { Subject = Subject, Schema = Avro($"\"{new string('x', 9 << 20)}\"") };

        Assert.Equal((StatusCode.InvalidArgument, 42209, "SCHEMA_TOO_LARGE"), await Refusal(Api.RegisterAsync(request, Call)));
    }

    [Theory]
    [InlineData("not a message", 0, new byte[] { 0xff, 0xff, 0xff }, StatusCode.InvalidArgument)]
    [InlineData("a field cut off", 0, new byte[] { 0x0a, 0x7f, 0x41 }, StatusCode.InvalidArgument)]
    [InlineData("text that is not UTF-8", 0, new byte[] { 0x0a, 0x02, 0xc3, 0x28 }, StatusCode.InvalidArgument)]
    [InlineData("a flag that is none", 9, new byte[] { 0x0a, 0x01, 0x41 }, StatusCode.InvalidArgument)]
    [InlineData("packed without saying how", 1, new byte[] { 0x0a, 0x01, 0x41 }, StatusCode.Internal)]
    public async Task Bytes_that_are_no_message_get_a_clear_status(string what, byte flag, byte[] bytes, StatusCode expected)
    {
        var (status, message) = await Send(RegisterMethod, Frame(flag, bytes));

        Assert.True(expected == status && message.Length > 0, $"{what}: {status} {message}");
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, StatusCode.Internal)]
    [InlineData(new byte[] { 0, 0, 0 }, StatusCode.Internal)]
    [InlineData(new byte[] { }, StatusCode.Internal)]
    [InlineData(new byte[] { 0, 0xff, 0xff, 0xff, 0xff, 1 }, StatusCode.InvalidArgument)]
    [InlineData(new byte[] { 0, 0x7f, 0xff, 0xff, 0xff, 1 }, StatusCode.ResourceExhausted)]
    public async Task A_frame_that_is_broken_gets_a_clear_status(byte[] frame, StatusCode expected)
    {
        var (status, message) = await Send(RegisterMethod, frame);

        Assert.True(expected == status && message.Length > 0, $"{status} {message}");
    }

    [Theory]
    [InlineData("schemaregistry.v1.SchemaRegistry/Nothing")]
    [InlineData("nobody.v1.Nothing/Register")]
    public async Task A_method_that_is_not_there_is_unimplemented(string method) =>
        Assert.Equal(StatusCode.Unimplemented, (await Send(method, Frame(0, []))).Status);

    [Fact]
    public async Task A_bad_message_in_a_stream_ends_it_with_a_clear_status() => Assert.Equal(
        StatusCode.InvalidArgument, (await Send("schemaregistry.v1.SchemaRegistry/RegisterStream", Frame(0, [0xff]))).Status);

    [Theory]
    [InlineData((SchemaType)42)]
    [InlineData((SchemaType)(-1))]
    public async Task A_schema_type_that_nobody_knows_is_refused(SchemaType type)
    {
        var request = new RegisterRequest { Subject = Subject, Schema = new Schema { Type = type, Text = Order } };

        Assert.Equal((StatusCode.InvalidArgument, 42201, "INVALID_SCHEMA"), await Refusal(Api.RegisterAsync(request, Call)));
    }

    [Fact]
    public async Task A_level_that_nobody_knows_is_refused()
    {
        var request = new UpdateConfigRequest { Subject = Subject, Config = new Config { CompatibilityLevel = (CompatibilityLevel)99 } };

        Assert.Equal((StatusCode.InvalidArgument, 42203, "INVALID_COMPATIBILITY"), await Refusal(Api.UpdateConfigAsync(request, Call)));
    }

    [Fact]
    public async Task A_rule_of_a_kind_that_nobody_knows_is_refused()
    {
        var schema = Avro(Order);
        schema.RuleSet = new RuleSet { DomainRules = { new Rule { Name = "a", Type = "CEL", Kind = (RuleKind)17 } } };
        var request = new RegisterRequest { Subject = Subject, Schema = schema };

        Assert.Equal((StatusCode.InvalidArgument, 42210, "INVALID_RULE_SET"), await Refusal(Api.RegisterAsync(request, Call)));
    }

    [Fact]
    public async Task Each_port_serves_its_own_API_alone()
    {
        using var client = Http2();
        using var restOverGrpc = await client.GetAsync(new Uri(Registry.Process.GrpcAddress, "subjects"), Token);
        using var content = Content(Frame(0, []));
        using var grpcOverRest = await Registry.Client.PostAsync(RegisterMethod, content, Token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (restOverGrpc.StatusCode, grpcOverRest.StatusCode));
    }

    private async Task<(StatusCode Status, string Message)> Send(string method, byte[] body, string? encoding = null)
    {
        using var client = Http2();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Registry.Process.GrpcAddress, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Content(body),
        };
        request.Headers.Add("te", "trailers");
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        using var response = await client.SendAsync(request, Token);
        await response.Content.ReadAsByteArrayAsync(Token);
        string Trailer(string name) =>
            response.TrailingHeaders.TryGetValues(name, out var trailers) || response.Headers.TryGetValues(name, out trailers)
                ? string.Join(',', trailers)
                : "";
        return (Enum.Parse<StatusCode>(Trailer("grpc-status")), Trailer("grpc-message"));
    }

    private static HttpClient Http2() =>
        new() { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private static ByteArrayContent Content(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        return content;
    }

    private static byte[] Frame(byte flag, byte[] message)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
