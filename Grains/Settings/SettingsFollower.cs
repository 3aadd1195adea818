using Microsoft.Extensions.Hosting;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Settings;

/// <summary>
/// Forgets settings that another process has changed. While it has lost touch with the change log, what is remembered still ends
/// with its lease.
/// </summary>
internal sealed class SettingsFollower(ChangeFollower changes, SettingsCache settings, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly ChangeFilter OfScopes = new(Kinds: [ChangeKind.ScopeSettingsChanged, ChangeKind.ContextDeleted]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // What was read before the place in the log is known may have changed before it.
                var place = await changes.ReadPosition(stoppingToken);
                settings.Clear();
                await foreach (var change in changes.Follow(place.Highest, OfScopes, stoppingToken))
                {
                    settings.Forget(change.Change.Subject.Context);
                }
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The change follower has logged it. Begin anew at what is the end of the log then.
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
