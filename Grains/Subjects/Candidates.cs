using System.Globalization;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Makes of what a client sent the schema that would be stored (reference 6.1, steps 6, 9 and 10): fills in from the previous
/// version, parses, edits tags, validates, normalises.
/// </summary>
internal sealed class Candidates(SchemaLibrary library, NewSchemas schemas, HeavyWork heavy, RegistryOptions options)
{
    public async Task<Outcome<Candidate>> Prepare(
        SubjectState state, EffectiveSettings settings, RegisterRequest request, CancellationToken cancellationToken)
    {
        // An import takes over nothing.
        var previous = !settings.IsImport && state.Latest is { } latest
            ? await library.Content(state.Name.Context, latest, cancellationToken)
            : null;
        var (given, isBlank) = (request.Schema, string.IsNullOrWhiteSpace(request.Schema.Text));
        if (isBlank && previous is null)
        {
            return RegistryErrors.InvalidSchema("Empty schema");
        }

        // What comes with an id was accepted somewhere once.
        var isStrict = request.Id < 0 && (settings.Config.ValidateNewSchemas ?? true);
        var filledIn = isBlank ? given with { Text = previous!.Text, Type = previous.Type, References = previous.References } : given;
        var parsed = await schemas.Parse(state.Name, filledIn, isStrict, cancellationToken);
        if (parsed.Error is { } tooLarge)
        {
            return tooLarge;
        }

        var tagged = request.Tags.Propagate && previous is not null && parsed.Value.Schema is not null
            ? await library.Parsed(state.Name.Context, state.Latest!, previous, cancellationToken)
            : null;
        return await heavy.Run(
            filledIn.Text!.Length + (tagged?.CanonicalText.Length ?? 0L),
            () => Finished(Tagged(parsed.Value, request.Tags, tagged), state, settings, request, previous),
            cancellationToken);
    }

    // The last steps, which need no I/O.
    private Outcome<Candidate> Finished(
        ParseResult tagged, SubjectState state, EffectiveSettings settings, RegisterRequest request, SchemaContent? previous)
    {
        var given = request.Schema;
        var valid = NewSchemas.Validate(state.Name, settings, given, tagged, isImported: settings.IsImport);
        if (valid.Error is { } invalid)
        {
            return invalid;
        }

        var candidate = settings.IsImport
            ? Candidate.Of(valid.Value!, given.Metadata, given.RuleSet)
            : Candidate.Of(
                settings.Normalized(valid.Value!, request.Normalize),
                MetadataOf(state, settings, request, previous),
                Inheritance.RuleSet(settings.Config, given.RuleSet, previous?.RuleSet));
        if (options.Refusal(candidate.Content) is { } tooLarge)
        {
            return tooLarge;
        }

        // Worked out once, and asked for in the grain's turn when it is registered.
        _ = state.Index is null ? default : candidate.Schema.Likeness;
        return candidate;
    }

    // The tags of the latest version first, then what the request changes.
    private static ParseResult Tagged(ParseResult parsed, TagEdits edits, ParsedSchema? latest)
    {
        if (parsed.Schema is { } schema && latest?.Type == schema.Type && latest.InlineTags is { IsEmpty: false } tags)
        {
            parsed = schema.WithTags(tags, [], skipMissing: true);
        }

        return edits.Changes && parsed.Schema is { } untagged ? untagged.WithTags(edits.Added, edits.Removed) : parsed;
    }

    // Metadata bear the version's number when the request wants a certain one, or when they bore one already.
    private static Metadata? MetadataOf(
        SubjectState state, EffectiveSettings settings, RegisterRequest request, SchemaContent? previous)
    {
        var metadata = Inheritance.Metadata(settings.Config, request.Schema.Metadata, previous?.Metadata);
        return request.Version == RegisterRequest.NextVersion && metadata?.Property(Metadata.VersionProperty) is null
            ? metadata
            : (metadata ?? new Metadata()).WithProperty(
                Metadata.VersionProperty, (state.LastVersion + 1).ToString(CultureInfo.InvariantCulture));
    }
}
