using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Gateway.Caching;

/// <summary>
/// Looks up an id that nobody has before callers are let in, down to the store, so that the first of them does not wait for
/// code to be compiled. A start does not depend on it.
/// </summary>
internal sealed partial class FirstLookup(SchemaCache schemas, ILogger<FirstLookup> logger) : IHostedService
{
    private const int NobodysId = int.MaxValue;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await schemas.Get(SubjectName.DefaultContext, NobodysId, "", _ => null, cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogMissed(fault.Message);
        }

        var nobodys = new SchemaById(SubjectName.DefaultContext, NobodysId, Guid.Empty, new SchemaContent(SchemaType.Avro, "\"string\"", [], null, null), []);
        _ = new ShownSchema(nobodys, "", use: null).Json.Gzip;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventIds.FirstLookupMissed, LogLevel.Debug, "Let the first caller look up without a rehearsal: {Reason}")]
    private partial void LogMissed(string reason);
}
