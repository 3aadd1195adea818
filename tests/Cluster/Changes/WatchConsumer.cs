using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>Watches the changes of one context over gRPC, is cut off again and again, and goes on after the last token it has.</summary>
internal sealed class WatchConsumer(Func<Uri> anyServer, string context, int mostBetweenCuts, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Change> _changes = [];
    private readonly List<string> _order = [];
    private string _last = "";

    public int Cuts { get; private set; }

    /// <summary>The tokens of the changes, each once, in the order they came.</summary>
    public List<string> Tokens
    {
        get
        {
            lock (_order)
            {
                return [.. _order];
            }
        }
    }

    /// <summary>Changes whose revision is not one more than that of the one before, of the same subject.</summary>
    public int OutOfOrder => Tokens.Select(token => _changes[token])
        .Where(change => change.Subject.Length > 0)
        .GroupBy(change => change.Subject)
        .Sum(subject => subject.Select((change, place) => change.Revision == place + 1 ? 0 : 1).Sum());

    public async Task Run(int cuts, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var channel = GrpcChannel.ForAddress(anyServer());
                if (await Follow(new Client(channel), Cuts < cuts ? _random.Next(mostBetweenCuts) : int.MaxValue, stop))
                {
                    Cuts++;
                }
            }
            catch (RpcException)
            {
                // The server has gone, or it was told to stop; another one, or the same later, goes on.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private async Task<bool> Follow(Client client, int most, CancellationToken stop)
    {
        var request = new WatchRequest { Token = _last, Start = WatchStart.Beginning, Context = context };
        using var watch = client.Watch(request, cancellationToken: stop);
        while (await watch.ResponseStream.MoveNext(stop))
        {
            var told = watch.ResponseStream.Current;
            if (told.Change is { } change)
            {
                if (most-- == 0)
                {
                    return true;
                }

                Take(told.Token, change);
            }

            _last = told.Token.Length > 0 ? told.Token : _last;
        }

        return false;
    }

    private void Take(string token, Change change)
    {
        lock (_order)
        {
            if (_changes.TryAdd(token, change))
            {
                _order.Add(token);
            }
        }
    }
}
