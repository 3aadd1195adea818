namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>
/// The registry as both protocols show it. Subjects, contexts and settings are named alike in both; an empty subject is the top
/// level. What is refused ends in a <see cref="RefusedException"/>.
/// </summary>
public interface IDoor : IDisposable
{
    /// <summary>In place of a version's number.</summary>
    const int Latest = -1;

    Task<Registered> Register(string subject, Draft draft);

    Task<Shown> LookUp(string subject, Draft draft, bool deleted = false);

    Task<Shown> Get(string subject, int version = Latest, bool deleted = false, Form? form = null);

    /// <summary>The newest version with a property in its metadata.</summary>
    Task<Shown> Find(string subject, string key, string value, bool deleted = false);

    Task<IReadOnlyList<int>> Versions(string subject, View view = View.Live);

    /// <summary>The ids of the schemas that refer to a version.</summary>
    Task<IReadOnlyList<int>> Referrers(string subject, int version, bool deleted = false);

    Task<Shown> ById(int id, string subject = "", string context = "", Form? form = null);

    Task<Shown> ByGuid(string guid, string subject = "");

    /// <summary>Every <c>context/id</c> of a GUID.</summary>
    Task<IReadOnlyList<string>> Ids(string guid);

    /// <summary>Every <c>subject/version</c> that uses an id.</summary>
    Task<IReadOnlyList<string>> Uses(int id, string context = "", bool deleted = false);

    /// <param name="version">Null compares with what a registration would be compared with.</param>
    Task<bool> IsCompatible(string subject, Draft draft, int? version = Latest);

    /// <summary>Adds a tag to a field, in a new version.</summary>
    Task<int> Tag(string subject, string field, string tag, int version = Latest);

    Task<int> DeleteVersion(string subject, int version, bool permanent = false);

    Task<IReadOnlyList<int>> DeleteSubject(string subject, bool permanent = false);

    Task DeleteContext(string context);

    Task<Shown> Restore(string subject, int version);

    /// <summary>Null when nothing is stored there.</summary>
    Task<Settings?> Stored(string subject);

    Task<string> EffectiveLevel(string subject);

    Task Configure(string subject, Settings settings);

    Task RemoveConfig(string subject);

    /// <summary>Null when nothing is stored there.</summary>
    Task<string?> StoredMode(string subject);

    Task<string> EffectiveMode(string subject);

    Task SetMode(string subject, string mode, bool force = false);

    Task RemoveMode(string subject, bool recursive = false);

    Task<IReadOnlyList<string>> Subjects(string context, string prefix, View view = View.Live);

    Task<IReadOnlyList<string>> Contexts(string prefix);

    /// <summary>Every <c>subject/version</c> of a context.</summary>
    Task<IReadOnlyList<string>> Schemas(string context, bool latestOnly = false, bool deleted = false, string ruleType = "");

    /// <summary>The first changes of a context, each as its kind and subject, as soon as there are so many.</summary>
    Task<IReadOnlyList<string>> Changes(string context, int count);

    Task<Hook> AddWebhook(Hook hook);

    Task<Hook> Webhook(string id);

    Task<Hook> ReplaceWebhook(string id, Hook hook);

    Task RemoveWebhook(string id);

    Task<IReadOnlyList<string>> Webhooks();

    Task<IReadOnlyList<string>> DeadLetters(string webhook);

    Task<int> RedeliverDeadLetters(string webhook);

    Task<int> DiscardDeadLetters(string webhook);
}
