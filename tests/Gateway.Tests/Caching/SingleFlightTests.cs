using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Tests.Caching;

public sealed class SingleFlightTests
{
    private static readonly SchemaId Key = new(".", 1);
    private readonly TaskCompletionSource<CachedSchema?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<CachedSchema> _kept = [];
    private readonly SingleFlight _flights;
    private CancellationToken _given;
    private int _reads;

    public SingleFlightTests() => _flights = new SingleFlight(
        (_, _, cancellationToken) =>
        {
            _reads++;
            _given = cancellationToken;
            return _result.Task.WaitAsync(cancellationToken);
        },
        (_, entry) => _kept.Add(entry),
        _ => _kept.Clear());

    [Fact]
    public async Task All_who_ask_meanwhile_share_one_read()
    {
        var callers = Enumerable.Range(0, 100).Select(_ => Ask()).ToList();
        _result.SetResult(Schema);
        var answers = await Task.WhenAll(callers);
        Assert.Equal((1, 1), (_reads, answers.Count(answer => answer.IsOwn)));
        Assert.Single(_kept);
    }

    [Fact]
    public async Task What_changed_while_it_was_read_is_not_kept()
    {
        var caller = Ask();
        _flights.Outdate(Key);
        _result.SetResult(Schema);
        Assert.NotNull((await caller).Entry);
        Assert.Empty(_kept);
    }

    [Fact]
    public async Task One_who_leaves_takes_nothing_from_the_others()
    {
        using var leaving = new CancellationTokenSource();
        var (first, second) = (Leaver(leaving), Ask());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _result.SetResult(Schema);
        Assert.NotNull((await second).Entry);
    }

    [Fact]
    public async Task The_last_one_to_leave_ends_the_read()
    {
        using var leaving = new CancellationTokenSource();
        var caller = Leaver(leaving);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        Assert.True(_given.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_comes_after_the_last_has_left_reads_anew()
    {
        using var leaving = new CancellationTokenSource();
        var caller = Leaver(leaving);
        await leaving.CancelAsync();
        var next = Ask();
        _result.SetResult(Schema);
        Assert.True((await next).IsOwn);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
    }

    [Fact]
    public async Task A_fault_reaches_all_and_is_forgotten()
    {
        var callers = new[] { Ask(), Ask() };
        _result.SetException(new RegistryUnavailableException("away"));
        foreach (var caller in callers)
        {
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => caller);
        }

        await Assert.ThrowsAsync<RegistryUnavailableException>(Ask);
        Assert.Equal(2, _reads);
    }

    private static CachedSchema Schema { get; } = new(
        new SchemaById(".", 1, Guid.NewGuid(), new SchemaContent(SchemaType.Avro, "\"int\"", [], null, null), []), readAt: 0, until: long.MaxValue);

    private Task<(CachedSchema? Entry, bool IsOwn)> Ask() => _flights.Join(Key, CancellationToken.None);

    private Task<(CachedSchema? Entry, bool IsOwn)> Leaver(CancellationTokenSource leaving) =>
        _flights.Join(Key, leaving.Token);
}
