namespace SchemaRegistry.Clustering.Tests.Contract;

public abstract partial class MembershipTableContract
{
    [Fact]
    public async Task One_row_and_all_rows_are_read_alike()
    {
        var entry = Member();
        var table = await OpenWith(Member(), entry);
        await table.UpdateIAmAliveAsync(Heartbeat(entry, Noon.AddMinutes(1)), Cancel);

        var all = await table.ReadAllAsync(Cancel);
        var one = await table.ReadRowAsync(entry.SiloAddress, Cancel);

        var (expected, actual) = (all.Row(entry.SiloAddress), one.Row(entry.SiloAddress));
        Assert.Equal(all.Version, one.Version);
        Assert.Equal(expected.Item2, actual.Item2);
        Assert.Equal((Describe(expected.Item1), expected.Item1.IAmAliveTime), (Describe(actual.Item1), actual.Item1.IAmAliveTime));
    }

    [Fact]
    public async Task A_row_that_is_missing_is_read_as_none_at_the_tables_version()
    {
        var table = await OpenWith(Member());

        var one = await table.ReadRowAsync(Member().SiloAddress, Cancel);

        Assert.Empty(one.Members);
        Assert.Equal((await table.ReadAllAsync(Cancel)).Version, one.Version);
    }

    [Fact]
    public async Task What_was_read_stays_as_it_was_when_the_table_changes()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var read = (await table.ReadAllAsync(Cancel)).Row(entry.SiloAddress).Item1;
        var before = Describe(read);

        Assert.True(await Update(table, Voted(With(entry, SiloStatus.Dead), Noon)));

        Assert.Equal(before, Describe(read));
    }

    [Fact]
    public async Task Changing_what_was_read_does_not_change_the_table()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var before = await Everything(table);

        var read = (await table.ReadAllAsync(Cancel)).Row(entry.SiloAddress).Item1;
        (read.Status, read.HostName) = (SiloStatus.Dead, "changed");
        (read.SuspectTimes ??= []).Add(Tuple.Create(entry.SiloAddress, Noon));

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task Changing_what_was_written_does_not_change_the_table()
    {
        var entry = Member();
        var table = await OpenWith(entry);
        var written = Voted(With(entry, SiloStatus.ShuttingDown), Noon);
        Assert.True(await Update(table, written));
        var before = await Everything(table);

        entry.Status = written.Status = SiloStatus.Dead;
        written.SuspectTimes!.Clear();

        Assert.Equal(before, await Everything(table));
    }

    [Fact]
    public async Task Gateways_are_the_active_silos_that_take_calls_from_clients()
    {
        var (open, closed, joining, dead) = (Member(), Member(), Member(SiloStatus.Joining), Member());
        closed.ProxyPort = 0;
        var table = await OpenWith(open, closed, joining, dead);
        Assert.True(await Update(table, With(dead, SiloStatus.Dead)));
        var list = MakeGatewayList(Cluster);
        await list.InitializeGatewayListProviderAsync(Cancel);

        var gateways = await list.GetGatewaysAsync(Cancel);

        var expected = SiloAddress.New(open.SiloAddress.Endpoint.Address, open.ProxyPort, open.SiloAddress.Generation).ToGatewayUri();
        Assert.Equal([expected], gateways);
    }
}
