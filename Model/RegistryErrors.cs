using System.Globalization;

namespace SchemaRegistry.Model;

/// <summary>Every error of reference 5, made in one place. The odd wordings are the protocol's.</summary>
public static class RegistryErrors
{
    private const string StartAgain =
        "To start again, take a token from GET /changes?from=now&wait=0, list what you need, and go on after that token";

    public static RegistryError SubjectNotFound(string subject) => new(40401, $"Subject '{subject}' not found.");

    public static RegistryError VersionNotFound(int version) =>
        new(40402, $"Version {version.ToString(CultureInfo.InvariantCulture)} not found.");

    /// <summary>Between grain and edge only: the subject stands for the one that the message names.</summary>
    public const int MovedCode = 307;

    /// <summary>The answer to who minds aliases.</summary>
    public static RegistryError Moved(string target) => new(MovedCode, target);

    public static RegistryError SchemaNotFound() => new(40403, "Schema not found");

    public static RegistryError SchemaNotFound(object key) => new(40403, $"Schema {key} not found");

    public static RegistryError SubjectSoftDeleted(string subject) =>
        new(40404, $"Subject '{subject}' was soft deleted.Set permanent=true to delete permanently");

    public static RegistryError SubjectNotSoftDeleted(string subject) =>
        new(40405, $"Subject '{subject}' was not deleted first before being permanently deleted");

    public static RegistryError VersionSoftDeleted(string subject, int version) =>
        new(40406, $"Subject '{subject}' Version {version} was soft deleted.Set permanent=true to delete permanently");

    public static RegistryError VersionNotSoftDeleted(string subject, int version) =>
        new(40407, $"Subject '{subject}' Version {version} was not deleted first before being permanently deleted");

    /// <summary>An addition to the protocol: there is nothing to restore.</summary>
    public static RegistryError VersionNotDeleted(string subject, int version) =>
        new(42205, $"Subject '{subject}' Version {version} is not soft-deleted and cannot be restored");

    public static RegistryError NoSubjectConfig(string subject) =>
        new(40408, $"Subject '{subject}' does not have subject-level compatibility configured");

    public static RegistryError NoSubjectMode(string subject) =>
        new(40409, $"Subject '{subject}' does not have subject-level mode configured");

    public static RegistryError Incompatible(string subject, IEnumerable<string> messages) => new(
        40901,
        $"Schema being registered is incompatible with an earlier schema for subject \"{subject}\", "
        + $"details: [{string.Join(", ", messages)}]");

    public static RegistryError InvalidSchema(string message) => new(42201, message);

    public static RegistryError InvalidVersion(string version) => new(
        42202,
        $"The specified version '{version}' is not a valid version id. "
        + "Allowed values are between [1, 2^31-1] and the string \"latest\"");

    public static RegistryError InvalidCompatibilityLevel() => new(
        42203,
        "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, "
        + "forward_transitive, and full_transitive");

    public static RegistryError InvalidCompatibilityPolicy(string policy) =>
        new(42203, $"Invalid compatibility policy '{policy}'. Valid values are strict, lenient, and logical");

    public static RegistryError InvalidMode() =>
        new(42204, "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.");

    public static RegistryError ForwardModeOnlyGlobal() => new(42204, "Forward mode only supported on global level");

    public static RegistryError ReadOnlyMode(string name, string context) =>
        new(42205, $"Subject {name} in context {context} is in read-only mode");

    public static RegistryError NotImportMode(string name, string context) =>
        new(42205, $"Subject {name} in context {context} is not in import mode");

    public static RegistryError NotReadWriteMode(string name, string context) =>
        new(42205, $"Subject {name} in context {context} is not in read-write mode");

    public static RegistryError IdInUse(int id, string context) =>
        new(42205, $"Overwrite new schema with id {id} in context {context} is not permitted.");

    public static RegistryError CannotImport() => new(42205, "Cannot import since found existing subjects");

    public static RegistryError ModeChangesNotAllowed() => new(42205, "Mode changes are not allowed");

    public static RegistryError Referenced(string subject, int version) => new(
        42206,
        $"One or more references exist to the schema {{magic=1,keytype=SCHEMA,subject={subject},version={version}}}.");

    public static RegistryError ColonInContext(string context) => new(400, $"Context name '{context}' cannot contain a colon");

    public static RegistryError InvalidSubject(string subject) => new(42208, $"The specified subject '{subject}' is not a valid.");

    public static RegistryError SchemaTooLarge() => new(42209, "Register operation failed because schema is too large");

    public static RegistryError InvalidRuleSet(string message) => new(42210, message);

    public static RegistryError ContextNotEmpty(string context) => new(42211, $"The specified context '{context}' is not empty.");

    /// <summary>A limit of this installation, not of the protocol, as the next two.</summary>
    public static RegistryError NameTooLong(int limit) =>
        new(42291, $"The name of a subject with its context, of a reference or an alias is longer than {limit} bytes");

    public static RegistryError MetadataTooLarge(int limit) => new(
        42292, $"Metadata and rules are larger than {limit} bytes, in which each name and value counts 16 beside its own");

    public static RegistryError TooManyReferences(int limit) => new(42293, $"A schema has at most {limit} references");

    /// <summary>A limit of this installation, not of the protocol.</summary>
    public static RegistryError QuotaExceeded(string what, int limit) => new(42205, $"{what}; at most {limit} are allowed here");

    /// <summary>The log is no longer kept back to where a follower wants to go on. Not of the protocol.</summary>
    public static RegistryError ChangesNotKept() => new(41001, $"The changes after this place are no longer kept. {StartAgain}");

    /// <summary>A token of another registry, or of this one before it was set back. Not of the protocol.</summary>
    public static RegistryError ForeignChangeToken() => new(41002, $"The token is of another change log than this one. {StartAgain}");

    public static RegistryError InvalidChangeToken() => new(400, $"The token is none that this registry gives. {StartAgain}");

    /// <summary>Not of the protocol, as all about webhooks.</summary>
    public static RegistryError WebhookNotFound(object id) => new(40490, $"Webhook {id} not found");

    public static RegistryError DeadLetterNotFound(string id) => new(40491, $"Dead letter {id} not found");

    public static RegistryError InvalidWebhook(string message) => new(42290, message);

    public static RegistryError WebhookChangedMeanwhile(Guid id) => new(40990, $"Webhook {id} was changed by somebody else meanwhile");

    /// <summary>Another request was made under this one's id. Not of the protocol, which has no such ids.</summary>
    public static RegistryError RequestIdReused(Guid requestId) =>
        new(40991, $"The request id {requestId} was given to another request within the last day; choose a new one for every change");

    /// <summary>The same request, made at another silo, was found to be one that cannot be made.</summary>
    public static RegistryError RefusedMeanwhile() =>
        new(50301, "This request was refused by another process meanwhile, and nothing was changed; try again");

    public static RegistryError NoIdsLeft(string context) => new(42205, $"Context {context} has given out its last id, 2^31-1");

    public static RegistryError MissingBody(string argument) => new(422, $"{argument} must not be null (was null)");

    /// <summary>The store is away: come again. Answered with <c>Retry-After</c>.</summary>
    public static RegistryError Unavailable(string message) => new(50301, message);

    /// <summary>A part is done of what takes several calls.</summary>
    public static RegistryError Unfinished() => new(50301, "There is more to do than fits into one request; the same request goes on");

    /// <summary>Another writer moved the subject in every attempt.</summary>
    public static RegistryError TooMuchContention(string subject) =>
        new(50301, $"Subject '{subject}' is being changed by others; try again");
}
