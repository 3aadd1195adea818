using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Settings;

/// <summary>Configuration and mode of contexts and of the scope above them.</summary>
public interface ISettingsStore
{
    /// <summary>
    /// Settings of a context, or of <see cref="SubjectName.GlobalContext"/>. A scope that was never set has revision 0.
    /// </summary>
    Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken);

    Task<CommitResult> Commit(ReplaceScopeSettings change, CancellationToken cancellationToken);

    /// <summary>
    /// Removes an empty context. <see cref="CommitStatus.NotEmpty"/> when a subject with versions, deleted or not, remains.
    /// A context that does not exist is removed already.
    /// </summary>
    Task<CommitResult> Commit(DeleteContext change, CancellationToken cancellationToken);
}
