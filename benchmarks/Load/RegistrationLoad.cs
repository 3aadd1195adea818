using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Load;

/// <summary>Registrations over streams, no two alike: which no generator can do that sends the same bytes again and again.</summary>
internal sealed class RegistrationLoad(Uri address)
{
    private const int Connections = 4;
    private const int InFlight = 32;
    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    /// <summary>Registrations a second.</summary>
    public async Task<double> Run(Func<RegisterRequest> next, int seconds)
    {
        var started = Stopwatch.GetTimestamp();
        var until = started + (seconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => Register(next, until))));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<long> Register(Func<RegisterRequest> next, long until)
    {
        using var channel = GrpcChannel.ForAddress(address);
        using var stream = new Client(channel).RegisterStream();
        using var window = new SemaphoreSlim(InFlight);
        var asking = Ask(stream.RequestStream, window, next, until);
        var count = 0L;
        await foreach (var answer in stream.ResponseStream.ReadAllAsync())
        {
            if (answer.Error is { } error)
            {
                throw new InvalidOperationException(error.Message);
            }

            window.Release();
            count++;
        }

        await asking;
        return count;
    }

    private static async Task Ask(
        IClientStreamWriter<RegisterStreamRequest> requests, SemaphoreSlim window, Func<RegisterRequest> next, long until)
    {
        for (var number = 0UL; Stopwatch.GetTimestamp() < until; number++)
        {
            await window.WaitAsync();

            // What is sent together goes in one write, as a client does that has more at hand.
            requests.WriteOptions = window.CurrentCount > 0 ? Buffered : WriteOptions.Default;
            await requests.WriteAsync(new RegisterStreamRequest { CorrelationId = number, Register = next() });
        }

        await requests.CompleteAsync();
    }
}
