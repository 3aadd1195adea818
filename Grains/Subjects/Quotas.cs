using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Keeps the registry within its configured size. The number of versions is exact; those of subjects and contexts are
/// counted now and then per silo, so that registrations which race may exceed them by a few.
/// </summary>
internal sealed class Quotas(IRegistryStore store, RegistryOptions options, TimeProvider clock)
{
    private readonly RunningCount _subjects = new(clock);
    private readonly RunningCount _contexts = new(clock);

    /// <summary>The error when a new version of this subject is one too many.</summary>
    public async ValueTask<RegistryError?> Check(SubjectState state, CancellationToken cancellationToken)
    {
        if (options.MaxVersionsPerSubject > 0 && state.Versions.Length >= options.MaxVersionsPerSubject)
        {
            return RegistryErrors.QuotaExceeded(
                $"Subject '{state.Name}' already has {state.Versions.Length} versions", options.MaxVersionsPerSubject);
        }

        if (!state.Versions.IsEmpty)
        {
            return null;
        }

        if (options.MaxSubjects > 0
            && !await _subjects.HasRoom(options.MaxSubjects, limit => CountSubjects(limit, cancellationToken)))
        {
            return RegistryErrors.QuotaExceeded("The registry already has its full number of subjects", options.MaxSubjects);
        }

        if (options.MaxContexts > 0
            && !await Exists(state.Name.Context, cancellationToken)
            && !await _contexts.HasRoom(options.MaxContexts, limit => CountContexts(limit, cancellationToken)))
        {
            return RegistryErrors.QuotaExceeded("The registry already has its full number of contexts", options.MaxContexts);
        }

        return null;
    }

    private async Task<bool> Exists(string context, CancellationToken cancellationToken) =>
        context == await store.ListContexts(context, cancellationToken).FirstOrDefaultAsync(cancellationToken);

    private async Task<int> CountSubjects(int limit, CancellationToken cancellationToken) =>
        await store.ListSubjects(new ListFilter(null, "", DeletedView.Show), cancellationToken)
            .Take(limit).CountAsync(cancellationToken);

    private async Task<int> CountContexts(int limit, CancellationToken cancellationToken) =>
        await store.ListContexts("", cancellationToken).Take(limit).CountAsync(cancellationToken);
}
