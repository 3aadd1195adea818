using Microsoft.Extensions.Logging;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.House.Tests;

/// <summary>Settings are documented as they are, and refused when they are not accepted.</summary>
public sealed class ConfigurationTests
{
    private static readonly (string Name, string Value)[] Pod =
    [
        ("CLUSTERING", "kubernetes"), ("DATABASE_URL", "postgresql://db/registry"),
        ("POD_NAME", "registry-0"), ("POD_NAMESPACE", "registry"), ("POD_IP", "10.1.2.3"),
    ];

    [Fact]
    public void The_table_of_settings_says_what_the_code_says()
    {
        var documented = RepositoryRoot.Read("docs/configuration.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var declared = Settings.All.Select(setting =>
            $"| `{setting.Name}` | {(setting.Default.Length == 0 ? "" : $"`{setting.Default}`")} | {setting.Accepts} | {setting.Effect} |");

        Assert.Equal(declared, documented);
    }

    [Theory]
    [InlineData("SERVER_PORT", "0")]
    [InlineData("SERVER_PORT", "http")]
    [InlineData("SERVER_HOST", "localhost")]
    [InlineData("METRICS_PORT", "70000")]
    [InlineData("CLUSTERING", "zookeeper")]
    [InlineData("ROLE", "leader")]
    [InlineData("DATABASE_MIGRATE", "later")]
    [InlineData("REQUEST_TIMEOUT_SECONDS", "0")]
    [InlineData("DRAIN_DELAY_SECONDS", "301")]
    [InlineData("DATABASE_URL", "mysql://localhost/registry")]
    [InlineData("DATABASE_URL", "postgresql://localhost/registry?colour=red")]
    [InlineData("DATABASE_MAX_CONNECTIONS", "-1")]
    [InlineData("DATABASE_MIN_CONNECTIONS", "51")]
    [InlineData("AUTH", "maybe")]
    [InlineData("ALLOWED_HOSTS", "registry.example.com:8080")]
    [InlineData("CORS_ORIGINS", "*")]
    [InlineData("CORS_ORIGINS", "null")]
    [InlineData("CORS_ORIGINS", "https://console.example.com/app")]
    [InlineData("CORS_ORIGINS", "https://console.example.com,ftp://b")]
    [InlineData("CACHE_MAX_BYTES", "12")]
    [InlineData("SCHEMA_COMPATIBILITY_LEVEL", "SIDEWAYS")]
    [InlineData("MODE_MUTABILITY", "perhaps")]
    [InlineData("LEASE_MILLISECONDS", "60001")]
    [InlineData("CHANGE_RETENTION_HOURS", "23")]
    [InlineData("LOG_LEVEL", "loud")]
    [InlineData("LOG_FORMAT", "xml")]
    public void A_value_that_is_not_accepted_is_refused_by_name(string name, string value)
    {
        var refusal = Assert.Throws<SettingException>(() => Read((name, value)));

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void An_open_port_needs_a_word_that_it_is_meant()
    {
        var refusal = Assert.Throws<SettingException>(() => Read(("SERVER_HOST", "0.0.0.0")));

        Assert.Contains("AUTH=none", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0.0.0.0", Read(("SERVER_HOST", "0.0.0.0"), ("AUTH", "none")).ServerHost.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1", "", new string[0])]
    [InlineData("::1", "", new string[0])]
    [InlineData("::ffff:127.0.0.1", "", new string[0])]
    [InlineData("127.0.0.1", "registry.example.com, *", new[] { "registry.example.com", "*" })]
    [InlineData("0.0.0.0", "", new[] { "*" })]
    [InlineData("0.0.0.0", "registry.example.com", new[] { "registry.example.com" })]
    public void Any_name_calls_an_open_port_unless_some_are_listed(string host, string listed, string[] expected) =>
        Assert.Equal(expected, Read(("SERVER_HOST", host), ("AUTH", "none"), ("ALLOWED_HOSTS", listed)).AllowedHosts);

    [Fact]
    public void Origins_are_listed_with_commas() => Assert.Equal(
        ["https://console.example.com", "http://localhost:3000"],
        Read(("CORS_ORIGINS", "https://console.example.com, http://localhost:3000")).CorsOrigins);

    [Fact]
    public void An_address_of_version_4_written_as_one_of_version_6_is_what_it_stands_for() =>
        Assert.Equal("127.0.0.1", Read(("SERVER_HOST", "::ffff:127.0.0.1")).ServerHost.ToString());

    [Fact]
    public void SQLite_refuses_to_be_clustered()
    {
        var refusal = Assert.Throws<SettingException>(() => Read(("CLUSTERING", "postgres")));

        Assert.Contains("SQLite serves one process only", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    [InlineData("migrate")]
    public void SQLite_refuses_every_role_but_the_whole(string role)
    {
        var refusal = Assert.Throws<SettingException>(() => Read(("ROLE", role)));

        Assert.Equal($"ROLE={role} needs DATABASE_URL: SQLite serves one process only.", refusal.Message);
    }

    [Fact]
    public void A_gateway_alone_needs_a_way_to_find_silos()
    {
        var refusal = Assert.Throws<SettingException>(() => Read(("ROLE", "gateway"), ("DATABASE_URL", "postgresql://db/registry")));

        Assert.Contains("CLUSTERING=kubernetes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_in_a_pod_needs_no_database_and_no_address() =>
        Assert.False(Read(("ROLE", "gateway"), ("CLUSTERING", "kubernetes"), ("POD_NAMESPACE", "registry")).HasSilo);

    [Theory]
    [InlineData("localhost", "30", 0)]
    [InlineData("postgres", "30", 5)]
    [InlineData("postgres", "4", 2)]
    public void A_process_that_others_replace_goes_on_serving_for_a_while(string clustering, string drain, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        Read(("CLUSTERING", clustering), ("DRAIN_SECONDS", drain), ("DATABASE_URL", "postgresql://db/registry")).DrainDelay);

    [Theory]
    [InlineData("POD_NAME")]
    [InlineData("POD_NAMESPACE")]
    [InlineData("POD_IP")]
    public void Clustering_through_Kubernetes_needs_to_know_its_pod(string missing)
    {
        var refusal = Assert.Throws<SettingException>(() => Read([.. Pod.Where(variable => variable.Name != missing)]));

        Assert.Contains($"needs {missing},", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silo_in_a_pod_is_reached_at_the_pods_address_unless_told_otherwise()
    {
        Assert.Equal("10.1.2.3", Read(Pod).SiloHost.ToString());
        Assert.Equal("10.9.9.9", Read([.. Pod, ("SILO_HOST", "10.9.9.9")]).SiloHost.ToString());
        Assert.Equal("127.0.0.1", Read(("POD_IP", "10.1.2.3")).SiloHost.ToString());
    }

    [Theory]
    [InlineData("info,schema_registry=debug", LogLevel.Information)]
    [InlineData("debug", LogLevel.Debug)]
    public void The_old_name_of_the_log_level_still_counts(string value, LogLevel expected) =>
        Assert.Equal(expected, Read(("RUST_LOG", value)).LogLevel);

    private static SiloConfiguration Read(params (string Name, string Value)[] variables) =>
        SiloConfiguration.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
