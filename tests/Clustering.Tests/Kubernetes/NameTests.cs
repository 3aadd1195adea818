using System.Net;
using SchemaRegistry.Clustering.Kubernetes;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Names of objects and keys, whatever a cluster is called and wherever its silos are.</summary>
public sealed class NameTests
{
    private static readonly SiloAddress Silo = SiloAddress.New(IPAddress.Parse("10.1.2.3"), 11_111, 42);

    [Fact]
    public void A_plain_id_is_kept_in_the_names() =>
        Assert.Equal(
            ("orleans-schema-registry", "orleans-schema-registry-0a010203-11111-42"),
            (new ClusterNames("schema-registry").ConfigMap, new ClusterNames("schema-registry").Lease(Silo)));

    [Theory]
    [InlineData("Orders")]
    [InlineData("orders/eu")]
    [InlineData("-orders-")]
    [InlineData("Ünïcode")]
    [InlineData("…")]
    [InlineData("an-id-that-is-longer-than-a-label-may-be-and-yet-somebody-has-chosen-it")]
    public void An_id_that_Kubernetes_would_refuse_is_replaced_by_one_that_it_takes(string id)
    {
        var value = new ClusterNames(id).LabelValue;

        Assert.Matches("^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$", value);
        Assert.NotEqual(value, new ClusterNames(id + "x").LabelValue);
    }

    [Fact]
    public void No_cluster_has_a_lease_of_anothers_name() =>
        Assert.NotEqual(
            new ClusterNames("a").Lease(SiloAddress.New(IPAddress.Parse("10.1.2.3"), 1, 2)),
            new ClusterNames("a-0a010203").Lease(SiloAddress.New(IPAddress.Parse("0.0.0.1"), 2, 0)));

    [Theory]
    [InlineData("10.1.2.3", 11_111, 42)]
    [InlineData("fd00:10:244::17", 65_535, int.MaxValue)]
    [InlineData("0.0.0.0", 0, -1)]
    public void A_silo_is_read_back_from_its_key(string address, int port, int generation)
    {
        var silo = SiloAddress.New(IPAddress.Parse(address), port, generation);

        Assert.True(MemberKey.TryParseRow(MemberKey.Row(silo), out var read));
        Assert.Equal(silo, read);
    }

    [Fact]
    public void A_vote_of_a_silo_with_an_IPv6_address_is_read_back()
    {
        var voter = SiloAddress.New(IPAddress.Parse("fd00:10:244::17"), 11_111, 42);
        var entry = new MembershipEntry { SiloAddress = Silo, SiloName = "registry-0", HostName = "host", Status = SiloStatus.Active };
        entry.AddSuspector(voter, new DateTime(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc));

        Assert.Equal(entry.SuspectTimes, MemberRow.Read(Silo, MemberRow.Write(entry)).SuspectTimes);
    }

    [Theory]
    [InlineData("10.96.0.1", null, "https://10.96.0.1/")]
    [InlineData("10.96.0.1", "6443", "https://10.96.0.1:6443/")]
    [InlineData("fd00:10:96::1", "443", "https://[fd00:10:96::1]/")]
    [InlineData("[fd00:10:96::1]", "6443", "https://[fd00:10:96::1]:6443/")]
    public void The_API_server_is_where_the_environment_says(string host, string? port, string address) =>
        Assert.Equal(address, DownwardApi.Server(host, port).ToString());

    [Theory]
    [InlineData("version")]
    [InlineData("s.")]
    [InlineData("s.7f000001.11111")]
    [InlineData("s.7f00001.11111.42")]
    [InlineData("s.7f00000g.11111.42")]
    [InlineData("s.7f000001.65536.42")]
    [InlineData("s.7f000001.11111.4294967296")]
    [InlineData("p.7f000001.11111.42")]
    public void Another_key_is_no_silo(string key) => Assert.False(MemberKey.TryParseRow(key, out _));
}
