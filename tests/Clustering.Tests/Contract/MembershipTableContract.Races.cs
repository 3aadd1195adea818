namespace SchemaRegistry.Clustering.Tests.Contract;

public abstract partial class MembershipTableContract
{
    private const int Racers = 20;

    [Fact]
    public async Task Of_changes_with_the_same_tags_one_wins()
    {
        var entries = Enumerable.Range(0, Racers).Select(_ => Member()).ToArray();
        var table = await OpenWith(entries);
        var read = await table.ReadAllAsync(Cancel);

        var wins = await Task.WhenAll(entries.Select(entry => Task.Run(() => table.UpdateRowAsync(
            With(entry, SiloStatus.Dead), read.Row(entry.SiloAddress).Item2, read.Version.Next(), Cancel))));

        var after = await table.ReadAllAsync(Cancel);
        Assert.Equal((1, 1), (wins.Count(won => won), after.Members.Count(member => member.Item1.Status == SiloStatus.Dead)));
        Assert.Equal(read.Version.Version + 1, after.Version.Version);
    }

    [Fact]
    public async Task Of_silos_that_join_with_the_same_tag_one_wins()
    {
        var table = await Open();
        var next = (await table.ReadAllAsync(Cancel)).Version.Next();

        var wins = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => Task.Run(() => table.InsertRowAsync(Member(), next, Cancel))));

        var after = await table.ReadAllAsync(Cancel);
        Assert.Equal((1, 1, 1), (wins.Count(won => won), after.Members.Count, after.Version.Version));
    }

    [Fact]
    public async Task A_silo_that_joins_many_times_at_once_is_in_the_table_once()
    {
        var table = await Open();
        var entry = Member();

        var wins = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => Task.Run(() => Insert(table, With(entry, SiloStatus.Active)))));

        Assert.Single(wins, won => won);
        Assert.Equal(1, (await table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Silos_that_keep_trying_all_join()
    {
        var tables = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Open()));

        await Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Run(async () =>
        {
            var entry = Member();
            while (!await Insert(tables[racer % tables.Length], entry))
            {
                // Lost to another one.
            }
        })));

        var after = await tables[0].ReadAllAsync(Cancel);
        Assert.Equal((Racers, Racers), (after.Members.Count, after.Version.Version));
    }

    [Fact]
    public async Task A_read_shows_rows_and_version_of_one_moment()
    {
        const int Silos = 5;
        const int Changes = 100;
        var entries = Enumerable.Range(0, Silos).Select(_ => Member()).ToArray();
        var table = await OpenWith(entries);
        var done = false;

        async Task Watch(Func<IMembershipTable, Task<MembershipTableData>> read)
        {
            var mine = await Open();
            while (!Volatile.Read(ref done))
            {
                var data = await read(mine);
                foreach (var (entry, _) in data.Members)
                {
                    var position = Array.FindIndex(entries, other => other.SiloAddress.Equals(entry.SiloAddress));
                    Assert.Equal(LastVote(position, data.Version.Version), entry.SuspectTimes?.SingleOrDefault()?.Item2);
                }
            }
        }

        // Version v writes the vote of second v into the row of silo v mod 5.
        DateTime? LastVote(int position, int version)
        {
            var last = Enumerable.Range(0, Silos).Select(back => version - back).First(candidate => candidate % Silos == position);
            return last > Silos ? Noon.AddSeconds(last) : null;
        }

        var readers = new[]
        {
            Task.Run(() => Watch(mine => mine.ReadAllAsync(Cancel)), Cancel),
            Task.Run(() => Watch(mine => mine.ReadAllAsync(Cancel)), Cancel),
            Task.Run(() => Watch(mine => mine.ReadRowAsync(entries[2].SiloAddress, Cancel)), Cancel),
        };
        for (var version = Silos + 1; version <= Silos + Changes; version++)
        {
            Assert.True(await Update(table, Voted(With(entries[version % Silos], SiloStatus.Active), Noon.AddSeconds(version))));
        }

        Volatile.Write(ref done, true);
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Clean_ups_at_once_with_joins_lose_nobody()
    {
        var table = await OpenWith([.. Enumerable.Range(0, 5).Select(_ => Member(SiloStatus.Dead, Noon.AddDays(-30)))]);
        var joining = Enumerable.Range(0, 5).Select(_ => Member()).ToArray();

        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(-1), Cancel))),
            .. joining.Select(entry => Task.Run(async () =>
            {
                while (!await Insert(table, entry))
                {
                    // Lost to another one.
                }
            })),
        ]);
        await table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(-1), Cancel);

        var left = (await table.ReadAllAsync(Cancel)).Members.Select(member => member.Item1.SiloAddress).Order();
        Assert.Equal(joining.Select(entry => entry.SiloAddress).Order(), left);
    }
}
