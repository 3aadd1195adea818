using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Transport;

[Slow]
public sealed class TakenPortTests
{
    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_a_line_that_says_what_to_set()
    {
        using var folder = new TempFolder();
        using var listener = new TcpListener(IPAddress.Loopback, FreePort.Next());
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var registry = RegistryProcess.Launch(folder.Path, new Dictionary<string, string> { ["SERVER_PORT"] = port });
        Assert.Equal(2, await registry.WaitForExit(TestContext.Current.CancellationToken));
        Assert.Contains($"{port}: address already in use. SERVER_PORT, GRPC_PORT and METRICS_PORT", registry.Output, StringComparison.Ordinal);
    }
}
