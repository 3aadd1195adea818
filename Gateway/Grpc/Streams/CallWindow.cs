namespace SchemaRegistry.Gateway.Grpc.Streams;

/// <summary>
/// How much of a stream may be in flight: 64 places, of which a request takes one for each quarter of a megabyte it is long.
/// A place is free again when the answer has been written. One caller at a time enters.
/// </summary>
internal sealed class CallWindow : IDisposable
{
    /// <summary>Requests in flight on one stream at most.</summary>
    public const int Places = 64;

    private const int BytesPerPlace = 256 << 10;
    private readonly SemaphoreSlim _free = new(Places, Places);

    /// <summary>Waits for room, and answers with the places taken.</summary>
    public async Task<int> Enter(int bytes, CancellationToken cancellationToken)
    {
        var wanted = Math.Min(Places, 1 + bytes / BytesPerPlace);
        for (var taken = 0; taken < wanted; taken++)
        {
            try
            {
                await _free.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Leave(taken);
                throw;
            }
        }

        return wanted;
    }

    public void Leave(int places)
    {
        if (places > 0)
        {
            _free.Release(places);
        }
    }

    /// <summary>Waits until nothing is in flight.</summary>
    public async Task Empty()
    {
        for (var place = 0; place < Places; place++)
        {
            await _free.WaitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _free.Dispose();
}
