using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;

namespace SchemaRegistry.Gateway.Grpc.Streams;

/// <summary>
/// Answers the requests of a stream side by side, in the order in which answers are ready. Reading pauses while the window
/// is full, which it stays while the caller does not read: HTTP/2 then holds the caller back.
/// </summary>
/// <param name="handle">Answers a request, and says what to dispose of when the answer is written; never throws.</param>
internal sealed class PipelinedStream<TRequest, TAnswer>(
    IAsyncStreamReader<TRequest> requests,
    ListWriter<TAnswer> answers,
    Func<TRequest, CancellationToken, Task<(TAnswer Answer, IDisposable? Unread)>> handle)
    where TRequest : class, IMessage<TRequest>
    where TAnswer : class, IMessage<TAnswer>
{
    private readonly Channel<(TAnswer Answer, IDisposable? Unread, int Places)> _ready =
        Channel.CreateUnbounded<(TAnswer, IDisposable?, int)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Ends when the caller has no more requests and every one is answered. False when it was told to stop before.</summary>
    /// <param name="cancelled">The caller has gone, or its deadline has passed: what is in flight is given up.</param>
    /// <param name="stopping">No more is read; what is in flight is answered.</param>
    public async Task<bool> Run(CancellationToken cancelled, CancellationToken stopping)
    {
        using var window = new CallWindow();
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(givingUp.Token, stopping);
        var writing = WriteAnswers(window, givingUp);
        try
        {
            await ReadRequests(window, reading.Token, givingUp.Token);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !givingUp.IsCancellationRequested)
        {
            return false;
        }
        catch
        {
            await givingUp.CancelAsync();
            throw;
        }
        finally
        {
            await window.Empty();
            _ready.Writer.Complete();
            await writing;
        }
    }

    private async Task ReadRequests(CallWindow window, CancellationToken reading, CancellationToken givingUp)
    {
        while (await requests.MoveNext(reading))
        {
            var request = requests.Current;
            var places = await window.Enter(request.CalculateSize(), reading);
            _ = Answer(request, places, givingUp);
        }
    }

    private async Task Answer(TRequest request, int places, CancellationToken cancellationToken)
    {
        var (answer, unread) = await handle(request, cancellationToken);
        _ready.Writer.TryWrite((answer, unread, places));
    }

    // Answers that nobody takes any more are still taken out, so that the window empties.
    private async Task WriteAnswers(CallWindow window, CancellationTokenSource givingUp)
    {
        await foreach (var (answer, unread, places) in _ready.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                if (!givingUp.IsCancellationRequested)
                {
                    await answers.Write(answer, _ready.Reader.TryPeek(out _), givingUp.Token);
                }
            }
            catch (Exception)
            {
                // Whatever it was, nothing can be written any more; who reads the requests ends the stream.
                await givingUp.CancelAsync();
            }

            unread?.Dispose();
            window.Leave(places);
        }
    }
}
