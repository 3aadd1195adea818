using System.Net.Http.Headers;
using System.Text.Json;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>
/// Follows the changes of one context as a client would, is cut off again and again, and comes back with the last token it
/// has. Keeps each change once, by token, in the order they came.
/// </summary>
internal sealed class ChangeConsumer(Func<HttpClient> anyServer, string context, int mostBetweenCuts, int seed)
{
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _tokens = [];
    private readonly List<JsonElement> _changes = [];
    private string? _last;

    public int Cuts { get; private set; }

    /// <summary>Changes that came more than once.</summary>
    public int Repeated { get; private set; }

    /// <summary>A copy of what has come so far.</summary>
    public List<JsonElement> Changes
    {
        get
        {
            lock (_changes)
            {
                return [.. _changes];
            }
        }
    }

    /// <summary>Follows until it has been cut off that often, and then without a cut until it is told to stop.</summary>
    public async Task Run(int cuts, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var events = Cuts < cuts ? _random.Next(mostBetweenCuts) : int.MaxValue;
            try
            {
                if (await Follow(events, stop))
                {
                    Cuts++;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                // The server has gone; another one, or the same later, goes on.
                await Task.Delay(50, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                // Told to stop, or nothing came in time.
            }
        }
    }

    /// <summary>Whether it was cut off, by its own will, after that many events.</summary>
    private async Task<bool> Follow(int events, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"changes?from=start&context={context}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_last is not null)
        {
            request.Headers.Add("Last-Event-ID", _last);
        }

        using var answer = await anyServer().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
        }

        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        var (id, data) = ((string?)null, (string?)null);
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data = line[6..];
                if (events-- == 0)
                {
                    // In the midst of an event, which therefore has not come.
                    return true;
                }
            }
            else if (line.Length == 0)
            {
                Take(id, data);
                data = null;
            }
        }

        return false;
    }

    private void Take(string? id, string? data)
    {
        _last = id ?? _last;
        if (data is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(data);
        lock (_changes)
        {
            if (_tokens.Add(id!))
            {
                _changes.Add(document.RootElement.Clone());
            }
            else
            {
                Repeated++;
            }
        }
    }
}
