using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Protos.V1;
using Client = SchemaRegistry.Gateway.Protos.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Load;

/// <summary>One generator for calls and for streams: the same messages over as many connections, with as many in flight.</summary>
internal sealed class StreamLoad(Uri address)
{
    private const int Connections = 4;
    private const int InFlight = 32;
    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    public Task<double> Registrations(Func<RegisterRequest> next, int seconds) => Run(seconds, async (client, _, until) =>
    {
        using var stream = client.RegisterStream();
        return await Pipeline(
            stream.RequestStream,
            stream.ResponseStream,
            number => new RegisterStreamRequest { CorrelationId = (ulong)number, Register = next() },
            answer => answer.Error?.Message,
            until);
    });

    private async Task<double> Run(int seconds, Func<Client, int, long, Task<long>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var until = started + (seconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(worker => Task.Run(async () =>
        {
            using var channel = GrpcChannel.ForAddress(address);
            return await work(new Client(channel), worker, until);
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<long> Pipeline<TRequest, TAnswer>(
        IClientStreamWriter<TRequest> requests,
        IAsyncStreamReader<TAnswer> answers,
        Func<long, TRequest> ask,
        Func<TAnswer, string?> errorOf,
        long until)
    {
        using var window = new SemaphoreSlim(InFlight);
        var asking = Task.Run(async () =>
        {
            for (var number = 0L; Stopwatch.GetTimestamp() < until; number++)
            {
                await window.WaitAsync();

                // What is sent together goes in one write, as a client does that has more at hand.
                requests.WriteOptions = window.CurrentCount > 0 ? Buffered : WriteOptions.Default;
                await requests.WriteAsync(ask(number));
            }

            await requests.CompleteAsync();
        });
        var count = 0L;
        await foreach (var answer in answers.ReadAllAsync())
        {
            if (errorOf(answer) is { } error)
            {
                throw new InvalidOperationException(error);
            }

            window.Release();
            count++;
        }

        await asking;
        return count;
    }
}
