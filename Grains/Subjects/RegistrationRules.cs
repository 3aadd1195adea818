using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>What of a registration is decided by its request, the subject's state and its settings alone (reference 6.1).</summary>
internal static class RegistrationRules
{
    /// <summary>Step 7.</summary>
    public static RegistryError? RefusalByMode(SubjectState state, EffectiveSettings settings, RegisterRequest request)
    {
        if (settings.RefusalIfReadOnly(state.Name) is { } readOnly)
        {
            return readOnly;
        }

        var (subject, context) = (state.Name.ToString(), state.Name.ContextText());
        if (request.Id >= 0)
        {
            return settings.IsImport ? null : RegistryErrors.NotImportMode(subject, context);
        }

        return settings.Mode == RegistryMode.ReadWrite ? null : RegistryErrors.NotReadWriteMode(subject, context);
    }

    /// <summary>Step 8, where there is no number left.</summary>
    public static RegistryError? RefusalWhenNumbersAreUsedUp(SubjectState state, RegisterRequest request) =>
        state.LastVersion == int.MaxValue && request.Version <= RegisterRequest.NextVersion
            ? RegistryErrors.InvalidSchema("The subject has used its last version number, 2^31-1")
            : null;

    /// <summary>Step 16: an import may put a version anywhere, others only at the end.</summary>
    public static Outcome<int> VersionOf(SubjectState state, EffectiveSettings settings, RegisterRequest request)
    {
        var next = state.LastVersion + 1;
        if (request.Version <= RegisterRequest.NextVersion)
        {
            return next;
        }

        return request.Version == next || settings.IsImport
            ? request.Version
            : RegistryErrors.InvalidSchema("Version is not one more than previous version");
    }

    /// <summary>Whether a version that exists will do for a request that may have asked for an id.</summary>
    public static bool AcceptsId(RegisterRequest request, VersionRow row) => request.Id < 0 || request.Id == row.Id;

    /// <summary>
    /// What the store is asked to commit, written as an import. <see cref="RegistrationCommit"/> puts in what is known only then: the id, where
    /// it is from, and the versions that are replaced.
    /// </summary>
    public static RegisterVersion CommandOf(
        SubjectState state, OuterSettings outer, RegisterRequest request, Candidate candidate, int version, CommitOrigin origin)
    {
        var (context, content) = (state.Name.Context, candidate.Content);
        return new RegisterVersion(
            state.Name,
            state.Revision,
            version,
            request.Id,
            IdSource.Imported,
            content,
            candidate.Hash,
            SchemaGuid.Of(content),
            [.. content.References
                .Select(reference => new SubjectVersion(SubjectName.ParseWithin(context, reference.Subject), reference.Version))
                .Distinct()],
            Removed: [],
            outer.Revisions,
            origin);
    }
}
