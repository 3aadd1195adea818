using System.Net;
using System.Net.Sockets;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>
/// Tries the ports of this process before anything is started: later each part would say in its own way that it cannot listen, and the
/// others that they are stopped.
/// </summary>
internal static class Ports
{
    private const string Api = "SERVER_PORT, GRPC_PORT and METRICS_PORT choose others.";
    private const string Cluster = "SILO_PORT and GATEWAY_PORT choose others.";

    /// <exception cref="SettingException">This process cannot listen at one.</exception>
    public static void Check(SiloConfiguration configuration)
    {
        Try(configuration.ServerHost, configuration.ServerPort, Settings.ServerHost, Api);
        Try(configuration.ServerHost, configuration.MetricsPort, Settings.ServerHost, Api);
        if (configuration.HasApi)
        {
            Try(configuration.ServerHost, configuration.GrpcPort, Settings.ServerHost, Api);
        }

        if (configuration.HasSilo)
        {
            var silo = configuration.Clustering == ClusteringKind.Localhost ? IPAddress.Loopback : configuration.SiloHost;
            Try(silo, configuration.SiloPort, Settings.SiloHost, Cluster);
            Try(silo, configuration.GatewayPort, Settings.SiloHost, Cluster);
        }
    }

    private static void Try(IPAddress host, int port, Setting address, string choose)
    {
        var place = new IPEndPoint(host, port);
        try
        {
            using var listener = new TcpListener(place);
            listener.Start();
        }
        catch (SocketException fault)
        {
            throw new SettingException(fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"Failed to bind to {place}: address already in use. {choose}",
                SocketError.AddressNotAvailable => $"Failed to bind to {place}: {address.Name} is no address of this machine.",
                SocketError.AccessDenied => $"Failed to bind to {place}: this user may not listen there. {choose}",
                _ => $"Failed to bind to {place}: {fault.Message}.",
            });
        }
    }
}
