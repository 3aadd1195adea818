using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>What stops a start says so in one line.</summary>
[Slow]
public sealed class StartFailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DATA_DIR", "/proc/none", "DATA_DIR names a folder")]
    [InlineData("SERVER_HOST", "203.0.113.7", "SERVER_HOST is no address of this machine")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "grpc://me:s3cret@collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT=grpc://…@collector:4317 is not accepted")]
    public Task Something_that_cannot_be_used_is_named(string name, string value, string says) => Ends(says, (name, value), ("AUTH", "none"));

    [Theory]
    [InlineData("SILO_PORT")]
    [InlineData("GATEWAY_PORT")]
    public async Task A_port_of_the_cluster_that_is_taken_is_named(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, FreePort.Next());
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await Ends("SILO_PORT and GATEWAY_PORT choose others", (name, port));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await File.WriteAllTextAsync(_folder.File("data/registry.db"), new string('x', 10_000), TestContext.Current.CancellationToken);

        await Ends("The database file is damaged");
    }

    [Fact]
    public async Task It_is_a_line_of_JSON_where_all_else_is() =>
        Assert.StartsWith("{", await Ends("DATA_DIR names a folder", ("DATA_DIR", "/proc/none"), ("LOG_FORMAT", "json")), StringComparison.Ordinal);

    private async Task<string> Ends(string says, params (string Name, string Value)[] variables)
    {
        await using var registry = RegistryProcess.Launch(
            _folder.Path, variables.ToDictionary(variable => variable.Name, variable => variable.Value));
        Assert.Equal(2, await registry.WaitForExit(TestContext.Current.CancellationToken));

        var line = Assert.Single(registry.Output.Split('\n'));
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
        return line;
    }
}
