using SchemaRegistry.Gateway.Grpc.Streams;

namespace SchemaRegistry.Gateway.Tests.Grpc;

public sealed class CallWindowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(300_000, 2)]
    [InlineData(64 << 20, 64)]
    public async Task A_long_request_takes_more_places(int bytes, int places)
    {
        using var window = new CallWindow();

        Assert.Equal(places, await window.Enter(bytes, Token));
    }

    [Fact]
    public async Task Nobody_enters_a_full_window_until_somebody_leaves()
    {
        using var window = new CallWindow();
        var places = await window.Enter(int.MaxValue, Token);
        var next = window.Enter(0, Token);
        Assert.False(next.IsCompleted);

        window.Leave(places);

        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_places_behind()
    {
        using var window = new CallWindow();
        var first = await window.Enter(0, Token);
        using var patience = new CancellationTokenSource();
        var second = window.Enter(int.MaxValue, patience.Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        window.Leave(first);

        await window.Empty();
    }
}
