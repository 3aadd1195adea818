using SchemaRegistry.Storage.Catalog;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Storage;

/// <summary>
/// The durable truth of a registry. Everything a grain answers from memory was read here first, and every change is
/// acknowledged only after it is durable here.
/// </summary>
/// <remarks>
/// <para>Each change is one statement, one round trip: it is committed whole or not at all, and says which.</para>
/// <para>Faults: <see cref="StoreUnavailableException"/> when the store could not be reached and nothing was changed;
/// <see cref="CommitOutcomeUnknownException"/> when a change may have been made.</para>
/// </remarks>
public interface IRegistryStore : ISubjectStore, ISchemaStore, ISettingsStore, ICatalog, IChangeLog, IWebhookStore
{
    /// <summary>Brings the tables up to date, under a lock, so that several processes may start at once.</summary>
    Task Migrate(CancellationToken cancellationToken);

    /// <summary>Whether the tables are as new as this build wants them; newer ones are no hindrance.</summary>
    Task<bool> IsMigrated(CancellationToken cancellationToken);

    /// <summary>Returns when the store has answered once.</summary>
    Task Ping(CancellationToken cancellationToken);
}
