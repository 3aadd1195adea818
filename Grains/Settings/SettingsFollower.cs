using Microsoft.Extensions.Hosting;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Settings;

/// <summary>
/// Brings settings that were changed in another process into force here. Where it lost its place the lease of what is
/// remembered is the bound.
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
                await foreach (var change in changes.Follow(after: null, OfScopes, stoppingToken))
                {
                    settings.Forget(change.Change.Subject.Context);
                }
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The change follower has told of it; this one begins anew.
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
