using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>What a pod finds mounted: a token, a namespace, and the authority that it has to trust.</summary>
public sealed class CredentialsTests : IAsyncLifetime
{
    private readonly TempFolder _account = new();
    private readonly int _port = FreePort.Next();
    // Taken once: a certificate made a second later would outlive its authority, and be refused.
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private WebApplication _server = null!;
    private X509Certificate2 _authority = null!;
    private string? _authorization;

    public async ValueTask InitializeAsync()
    {
        _authority = MakeAuthority();
        using var ephemeral = MakeServerCertificate();
        var certificate = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port, listen => listen.UseHttps(certificate)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        _server = builder.Build();
        _server.Run(context =>
        {
            _authorization = context.Request.Headers.Authorization;
            return context.Response.WriteAsync("""{"kind":"ConfigMap","metadata":{"name":"x"}}""");
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_account.File("token"), "mounted-token", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_account.File("namespace"), "mounted-namespace\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_account.File("ca.crt"), _authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _authority.Dispose();
        _account.Dispose();
    }

    [Fact]
    public async Task The_mounted_token_and_namespace_are_used()
    {
        using var api = Connect();

        await Read(api);

        Assert.Equal(("Bearer mounted-token", "mounted-namespace"), (_authorization, api.Namespace));
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_trusted()
    {
        using var other = MakeAuthority();
        await File.WriteAllTextAsync(_account.File("ca.crt"), other.ExportCertificatePem(), TestContext.Current.CancellationToken);
        using var api = Connect();

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => Read(api));

        Assert.Null(_authorization);
        Assert.Contains("certificate chain", ApiFault.Describe(fault), StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", ApiFault.Describe(fault), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_certificate_is_for_another_name_is_not_trusted()
    {
        using var api = Connect("localhost");

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => Read(api));

        Assert.Null(_authorization);
        Assert.Contains("RemoteCertificateNameMismatch", ApiFault.Describe(fault), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task An_authority_that_is_missing_or_no_certificate_is_said_to_be_that(string? authority)
    {
        File.Delete(_account.File("ca.crt"));
        if (authority is not null)
        {
            await File.WriteAllTextAsync(_account.File("ca.crt"), authority, TestContext.Current.CancellationToken);
        }

        AssertRefused(() => Connect().Dispose(), "ca.crt");
    }

    [Theory]
    [InlineData("not: [yaml")]
    [InlineData("{}")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c, namespace: n}}], clusters: [{name: c, cluster: {server: 'https://[', certificate-authority: /nowhere}}]}")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c, namespace: n}}], clusters: [{name: c, cluster: {server: 'https://127.0.0.1', certificate-authority: /nowhere}}]}")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c, namespace: n}}], clusters: [{name: c, cluster: {server: 'https://127.0.0.1', certificate-authority-data: '%'}}]}")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c, namespace: n, user: u}}], clusters: [{name: c, cluster: {server: 'https://127.0.0.1'}}], users: [{name: u, user: {client-certificate-data: AAAA, client-key-data: AAAA}}]}")]
    public async Task A_kubeconfig_that_cannot_be_used_is_said_to_be_that(string text)
    {
        await File.WriteAllTextAsync(_account.File("kubeconfig"), text, TestContext.Current.CancellationToken);

        AssertRefused(
            () => new ApiServer(
                Options.Create(new KubernetesClusteringOptions { KubeConfigFile = _account.File("kubeconfig") }), NullLogger<ApiServer>.Instance).Dispose(),
            "kubeconfig");
    }

    [Fact]
    public void An_address_of_the_API_server_that_is_none_is_said_to_be_that() =>
        AssertRefused(() => DownwardApi.Server("no host", "443"), "KUBERNETES_SERVICE_HOST");

    [Fact]
    public void Without_an_account_and_a_kubeconfig_one_line_says_what_is_missing()
    {
        using var empty = new TempFolder();

        var fault = Assert.Throws<OrleansConfigurationException>(() => Credentials.Connect(new KubernetesClusteringOptions
        {
            ServiceAccountDirectory = empty.Path,
            KubeConfigFile = empty.File("kubeconfig"),
        }));

        Assert.Contains("service account", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private static void AssertRefused(Action start, string word)
    {
        var fault = Assert.Throws<OrleansConfigurationException>(start);

        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private ApiServer Connect(string host = "127.0.0.1") => new(
        Options.Create(new KubernetesClusteringOptions { ServiceAccountDirectory = _account.Path, ApiServer = new Uri($"https://{host}:{_port}") }),
        NullLogger<ApiServer>.Instance);

    private static Task<V1ConfigMap> Read(ApiServer api) => api.Call(
        ApiKind.ConfigMaps,
        (client, token) => client.CoreV1.ReadNamespacedConfigMapAsync("x", api.Namespace, cancellationToken: token),
        TestContext.Current.CancellationToken);

    private X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1));
    }

    private X509Certificate2 MakeServerCertificate()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.Create(_authority, _now.AddDays(-1), _now.AddDays(1), [1, 2, 3]).CopyWithPrivateKey(key);
    }
}
