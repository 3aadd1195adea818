using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Grains.Tests.Changes;

public sealed class RecentChangesTests
{
    private static readonly Guid Log = Guid.NewGuid();

    [Fact]
    public void What_came_is_read_from_any_number_on()
    {
        var recent = Filled(new RecentChanges(), begin: 4, end: 9);

        Assert.Equal([7, 8, 9], Numbers(recent.Read(6, 10, ChangeFilter.Everything)));
        Assert.Equal([5, 6], Numbers(recent.Read(4, 2, ChangeFilter.Everything)));
        Assert.Equal(9, recent.Read(9, 10, ChangeFilter.Everything)!.Through);
    }

    [Fact]
    public void What_lies_before_memory_or_beyond_it_is_not_answered()
    {
        var recent = Filled(new RecentChanges(), begin: 4, end: 9);

        Assert.Null(recent.Read(3, 10, ChangeFilter.Everything));
        Assert.Null(recent.Read(10, 10, ChangeFilter.Everything));
    }

    [Fact]
    public void No_more_is_kept_than_there_is_room_for()
    {
        var recent = Filled(new RecentChanges(capacity: 4), begin: 0, end: 100);

        Assert.Null(recent.Read(95, 10, ChangeFilter.Everything));
        Assert.Equal([97, 98, 99, 100], Numbers(recent.Read(96, 10, ChangeFilter.Everything)));
    }

    [Fact]
    public void Large_changes_push_older_ones_out()
    {
        var recent = Filled(new RecentChanges(maxBytes: 10_000), begin: 0, end: 100, payload: new string('x', 2_000));

        Assert.Null(recent.Read(90, 10, ChangeFilter.Everything));
        Assert.Equal([99, 100], Numbers(recent.Read(98, 10, ChangeFilter.Everything)));
    }

    [Fact]
    public void A_filter_passes_over_what_it_does_not_admit()
    {
        var recent = Filled(new RecentChanges(), begin: 0, end: 9);

        var page = recent.Read(0, 10, new ChangeFilter(NamePrefix: "s8"))!;

        Assert.Equal([8], Numbers(page));
        Assert.Equal(9, page.Through);
    }

    [Fact]
    public void A_gap_is_refused()
    {
        var recent = Filled(new RecentChanges(), begin: 0, end: 3);

        Assert.False(recent.TryAppend(new LogPosition(Log, 0, 5), [Change(5)]));
    }

    [Fact]
    public void Arrivals_are_announced()
    {
        var recent = Filled(new RecentChanges(), begin: 0, end: 3);
        var arrival = recent.Arrival;

        recent.TryAppend(new LogPosition(Log, 0, 3), []);
        Assert.False(arrival.IsCompleted);
        recent.TryAppend(new LogPosition(Log, 0, 4), [Change(4)]);
        Assert.True(arrival.IsCompleted);
    }

    private static RecentChanges Filled(RecentChanges recent, long begin, long end, string payload = "{}")
    {
        recent.Reset(new LogPosition(Log, 0, begin));
        for (var number = begin + 1; number <= end; number++)
        {
            recent.TryAppend(new LogPosition(Log, 0, end), [Change(number, payload)]);
        }

        return recent;
    }

    private static NumberedChange Change(long number, string payload = "{}") => new(
        number,
        new LoggedChange(
            number, "local", new SubjectName(".", $"s{number}"), 1, ChangeKind.Registered, payload, "tester", Guid.NewGuid(), 1));

    private static long[] Numbers(ChangePage? page) => [.. page!.Changes.Select(change => change.Number)];
}
