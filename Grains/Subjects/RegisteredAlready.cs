using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Finds the version that holds a schema already, if a registration is content with it (reference 6.1, step 4). Needs no turn and
/// minds no mode: nothing is changed. A producer that registers at every start is answered from memory.
/// </summary>
internal sealed class RegisteredAlready(
    SchemaLibrary library, VersionSearch search, RequestMemory memory, UnsettledSubjects unsettled, ParseBudget budget, HeavyWork heavy)
{
    public async Task<SubjectSchema?> Find(
        SubjectState state,
        EffectiveSettings settings,
        RegisterRequest request,
        CancellationToken cancellationToken)
    {
        var key = RequestMemory.KeyOf(request);
        if (key is not null && memory.Find(state, settings.Config, key.Value) is { } remembered)
        {
            return remembered;
        }

        if (await Search(state, settings, request, cancellationToken) is not { } found)
        {
            return null;
        }

        await unsettled.Settle(state.Name, cancellationToken);
        if (key is not null)
        {
            memory.Remember(state, settings.Config, key.Value, found);
        }

        return found;
    }

    private async Task<SubjectSchema?> Search(
        SubjectState state, EffectiveSettings settings, RegisterRequest request, CancellationToken cancellationToken)
    {
        if (settings.Config.ChangesContent || !request.Tags.IsEmpty || string.IsNullOrWhiteSpace(request.Schema.Text) || !state.HasLive)
        {
            return null;
        }

        using var passing = budget.BeginPassing();
        var given = request.Schema;
        var parsed = await library.Parse(
            state.Name.Context, given.Type, given.Text, given.References, ParseOptions.ForStoredSchemas, cancellationToken);
        if (parsed.Schema is not { } schema)
        {
            return null;
        }

        var candidate = await heavy.Run(
            given.Text!.Length,
            () => Candidate.Of(settings.Normalized(schema, request.Normalize), given.Metadata, given.RuleSet),
            cancellationToken);
        var rows = request.Version == RegisterRequest.LatestVersion ? [state.Latest!] : state.NewestFirst(includeDeleted: false);
        return await search.Find(state, rows, candidate, cancellationToken) is { } match
            && RegistrationRules.AcceptsId(request, match.Row)
                ? AsAskedFor(state, match, request)?.Shown(state.Name)
                : null;
    }

    // A version that is asked for by its number is only given together with its id: the one found, or another of the same content.
    private static Match? AsAskedFor(SubjectState state, Match match, RegisterRequest request)
    {
        if (request.Version <= RegisterRequest.NextVersion)
        {
            return match;
        }

        if (request.Id != match.Row.Id)
        {
            return null;
        }

        return request.Version == match.Row.Version ? match
            : state.Find(request.Version) is { Deleted: false } other && other.Hash == match.Row.Hash && other.Id == match.Row.Id
                ? match with { Row = other }
                : null;
    }
}
