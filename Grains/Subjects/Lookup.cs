using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Finds the version that holds a schema, for a client (reference 7.1). Parses leniently: what was once accepted is found.</summary>
internal sealed class Lookup(SchemaLibrary library, HeavyWork heavy, VersionSearch search)
{
    public async Task<Outcome<SubjectSchema>> Find(
        SubjectState state, EffectiveSettings settings, LookupRequest request, CancellationToken cancellationToken)
    {
        var (given, isVisible) = (request.Schema, request.IncludeDeleted ? !state.Versions.IsEmpty : state.HasLive);

        // A text that cannot be parsed is reported before a missing subject, unless it has references: callers then look for the
        // subject in other contexts, and there the references may exist.
        if (string.IsNullOrWhiteSpace(given.Text) || (!isVisible && !given.References.IsEmpty))
        {
            return Missing(state, isVisible);
        }

        var parsed = await library.Parse(
            state.Name.Context, given.Type, given.Text, given.References, ParseOptions.ForStoredSchemas, cancellationToken);
        if (parsed.Schema is not { } schema)
        {
            return InvalidSchemas.Unparsable(state.Name, given, parsed.Error!);
        }

        if (!isVisible)
        {
            return Missing(state, isVisible);
        }

        var candidate = await heavy.Run(
            given.Text.Length,
            () => Candidate.Of(settings.Normalized(schema, request.Normalize), given.Metadata, given.RuleSet),
            cancellationToken);
        var match = await search.FindWithInherited(
            state, settings.Config, state.NewestFirst(request.IncludeDeleted), candidate, cancellationToken);
        return match is null ? Missing(state, isVisible) : match.Shown(state.Name);
    }

    private static RegistryError Missing(SubjectState state, bool isVisible) =>
        isVisible ? RegistryErrors.SchemaNotFound() : RegistryErrors.SubjectNotFound(state.Name.ToString());
}
