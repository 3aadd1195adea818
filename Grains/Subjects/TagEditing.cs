using System.Collections.Immutable;
using System.Globalization;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Turns a change of a version's tags, metadata and rules into the registration it comes to (reference 6.6).</summary>
internal sealed class TagEditing(VersionReader versions)
{
    public async Task<Outcome<RegisterRequest>> ToRegistration(
        SubjectState state, TagRequest request, CancellationToken cancellationToken)
    {
        var version = await versions.Get(state, request.Version, includeDeleted: false, cancellationToken);
        var latest = await versions.Get(state, RegisterRequest.LatestVersion, includeDeleted: false, cancellationToken);
        return (version.Error ?? latest.Error) is { } missing
            ? missing
            : ToRegistration(request, version.Value!.Content, latest.Value!.Content.RuleSet);
    }

    /// <param name="request">What to change.</param>
    /// <param name="version">The version to start from.</param>
    /// <param name="previousRules">Those of the latest version, which are changed. A registration without any takes them over.</param>
    private static Outcome<RegisterRequest> ToRegistration(TagRequest request, SchemaContent version, RuleSet? previousRules)
    {
        var editsRules = request.MergedRules is not null || !request.RemovedRules.IsEmpty;
        if (request.RuleSet is not null && editsRules)
        {
            return RegistryErrors.InvalidRuleSet("ruleSet should be omitted if specifying rulesToMerge or rulesToRemove");
        }

        // The number that is written here stands for "the next" and is replaced at registration.
        var metadata = (request.Metadata ?? version.Metadata ?? new Metadata())
            .WithProperty(Metadata.VersionProperty, request.NewVersion.ToString(CultureInfo.InvariantCulture));
        var rules = editsRules ? Without(RuleSet.Merge(previousRules, request.MergedRules), request.RemovedRules) : request.RuleSet;
        return new RegisterRequest(
            new SubmittedSchema(version.Text, version.Type, version.References, metadata, rules),
            request.NewVersion,
            RegisterRequest.NoId,
            Normalize: false,
            Force: false,
            request.Tags,
            request.Caller);
    }

    private static RuleSet? Without(RuleSet? rules, ImmutableArray<string> removed) => rules is null || removed.IsEmpty
        ? rules
        : rules with
        {
            MigrationRules = Without(rules.MigrationRules, removed),
            DomainRules = Without(rules.DomainRules, removed),
            EncodingRules = Without(rules.EncodingRules, removed),
        };

    private static ImmutableArray<Rule>? Without(ImmutableArray<Rule>? rules, ImmutableArray<string> removed) =>
        rules?.RemoveAll(rule => removed.Contains(rule.Name ?? ""));
}
