using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SchemaRegistry.Support;

/// <summary>Speaks TLS on loopback with a certificate that nobody trusts, and nothing after that.</summary>
public sealed class UntrustedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = Make();
    private readonly bool _isPostgres;
    private readonly Task _serving;

    /// <param name="isPostgres">A client of PostgreSQL asks first whether there is TLS.</param>
    public UntrustedServer(bool isPostgres = false)
    {
        _isPostgres = isPostgres;
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _certificate.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await Greet(client.GetStream());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed of.
        }
    }

    private async Task Greet(NetworkStream stream)
    {
        try
        {
            if (_isPostgres)
            {
                await stream.ReadExactlyAsync(new byte[8]);
                await stream.WriteAsync("S"u8.ToArray());
            }

            await using var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(_certificate);
            await secure.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        }
        catch (Exception end) when (end is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client did not trust it.
        }
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var ephemeral = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
    }
}
