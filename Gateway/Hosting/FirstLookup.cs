using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Hosting;

/// <summary>
/// Looks up the first id before callers are let in, down to the store, so that the first of them does not wait for code to be
/// compiled. It goes again when <see cref="CacheFollower"/> begins, and a start does not depend on it.
/// </summary>
internal sealed partial class FirstLookup(SchemaCache schemas, ILogger<FirstLookup> logger) : IHostedService
{
    private const int FirstId = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly SchemaById Nobodys = new(
        SubjectName.DefaultContext, FirstId, Guid.Empty, new SchemaContent(SchemaType.Avro, "\"string\"", [], null, null), []);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ShownSchema? found = null;
        try
        {
            found = await schemas.Get(SubjectName.DefaultContext, FirstId, "", ShownUse.Any, cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogMissed(fault.Message);
        }

        _ = (found ?? new ShownSchema(Nobodys, "", use: null)).Json().Gzip;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventIds.FirstLookupMissed, LogLevel.Debug, "Let the first caller look up without a rehearsal: {Reason}")]
    private partial void LogMissed(string reason);
}
