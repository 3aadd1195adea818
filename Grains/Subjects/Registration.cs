using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Decides registrations, in the order of reference 6.1. Holds no state of its own.</summary>
internal sealed class Registration(
    SchemaLibrary library,
    VersionSearch search,
    CompatibilityCheck compatibility,
    Quotas quotas,
    IRegistryStore store,
    RegistryOptions options)
{
    /// <summary>
    /// Step 4: the version that holds the schema already, if the request is content with it. Needs no turn and no mode.
    /// </summary>
    public async Task<SubjectSchema?> FindExisting(
        SubjectState state, EffectiveSettings settings, RegisterRequest request, CancellationToken cancellationToken)
    {
        if (settings.Config.ChangesContent || !request.Tags.IsEmpty || string.IsNullOrWhiteSpace(request.Schema.Text) || !state.HasLive)
        {
            return null;
        }

        var given = request.Schema;
        var parsed = await library.Parse(
            state.Name.Context, given.Type, given.Text, given.References, ParseOptions.ForStoredSchemas, cancellationToken);
        if (parsed.Schema is not { } schema)
        {
            return null;
        }

        var candidate = Candidate.Of(Normalized(schema, settings, request), given.Metadata, given.RuleSet);
        var rows = request.Version == RegisterRequest.LatestVersion ? [state.Latest!] : state.NewestFirst(includeDeleted: false);
        var match = await search.Find(state, rows, candidate, cancellationToken);
        if (match is null || !AcceptsId(request, match.Row))
        {
            return null;
        }

        if (request.Version <= RegisterRequest.NextVersion)
        {
            return Existing(state, match);
        }

        // A version that was asked for by number is only given together with its id.
        if (request.Id != match.Row.Id || request.Version == match.Row.Version)
        {
            return request.Id == match.Row.Id ? Existing(state, match) : null;
        }

        return state.Find(request.Version) is { Deleted: false } other && other.Hash == match.Row.Hash && other.Id == match.Row.Id
            ? Existing(state, match with { Row = other })
            : null;
    }

    /// <summary>Steps 7 to 18, in the subject's turn.</summary>
    public async Task<Decision<SubjectSchema>> Decide(
        SubjectState state, OuterSettings outer, RegisterRequest request, TakenId taken, CancellationToken cancellationToken)
    {
        var settings = outer.For(state.Config, state.Mode);
        if (RefusalByMode(state, settings, request) is { } refusal)
        {
            return refusal;
        }

        if (state.LastVersion == int.MaxValue && request.Version <= RegisterRequest.NextVersion)
        {
            return RegistryErrors.InvalidSchema("The subject has used its last version number, 2^31-1");
        }

        var newVersion = state.LastVersion + 1;
        var prepared = await Prepare(state, settings, request, newVersion, cancellationToken);
        if (prepared.Error is { } error)
        {
            return error;
        }

        var candidate = prepared.Value!;
        if (request.Version == RegisterRequest.NextVersion
            && await FindSame(state, candidate, request, cancellationToken) is { } same)
        {
            return same;
        }

        if (!settings.IsImport && !request.Force)
        {
            var report = await compatibility.WithEarlierVersions(
                state, candidate.Schema, candidate.Content.Metadata, settings, cancellationToken);
            if (!report.IsCompatible)
            {
                return RegistryErrors.Incompatible(state.Name.ToString(), report.Messages);
            }
        }

        var version = request.Version <= RegisterRequest.NextVersion ? newVersion : request.Version;
        if (version != newVersion && !settings.IsImport)
        {
            return RegistryErrors.InvalidSchema("Version is not one more than previous version");
        }

        return await quotas.Check(state, cancellationToken) is { } exceeded
            ? exceeded
            : Propose(state, outer, request, candidate, version, taken);
    }

    private static RegistryError? RefusalByMode(SubjectState state, EffectiveSettings settings, RegisterRequest request)
    {
        var (subject, context) = (state.Name.ToString(), state.Name.ContextText());
        if (settings.IsReadOnly)
        {
            return RegistryErrors.ReadOnlyMode(subject, context);
        }

        if (request.Id >= 0 && !settings.IsImport)
        {
            return RegistryErrors.NotImportMode(subject, context);
        }

        return request.Id < 0 && settings.Mode != RegistryMode.ReadWrite
            ? RegistryErrors.NotReadWriteMode(subject, context)
            : null;
    }

    // Steps 9 and 10: fill in from the previous version, parse, validate, normalise.
    private async Task<Outcome<Candidate>> Prepare(
        SubjectState state, EffectiveSettings settings, RegisterRequest request, int newVersion, CancellationToken cancellationToken)
    {
        var previous = !settings.IsImport && state.Latest is { } latest
            ? await library.Content(state.Name.Context, latest.Id, cancellationToken)
            : null;
        var (given, isBlank) = (request.Schema, string.IsNullOrWhiteSpace(request.Schema.Text));
        if (isBlank && previous is null)
        {
            return RegistryErrors.InvalidSchema("Empty schema");
        }

        var text = isBlank ? previous!.Text : given.Text!;
        if (Encoding.UTF8.GetByteCount(text) > options.MaxSchemaBytes)
        {
            return RegistryErrors.SchemaTooLarge();
        }

        var isStrict = request.Id < 0 && (settings.Config.ValidateNewSchemas ?? true);
        var parsed = await library.Parse(
            state.Name.Context,
            isBlank ? previous!.Type : given.Type,
            text,
            isBlank ? previous!.References : given.References,
            isStrict ? ParseOptions.ForNewSchemas : ParseOptions.ForStoredSchemas,
            cancellationToken);
        var tagged = await Tagged(parsed, state, request, isCarriedOn: previous is not null, cancellationToken);
        if (tagged.Schema is not { } schema)
        {
            return InvalidSchemas.Unparsable(state.Name, given, tagged.Error!);
        }

        if (settings.IsImport)
        {
            return Candidate.Of(schema, given.Metadata, given.RuleSet);
        }

        if (schema.Validate(settings.Config.ValidateFields ?? false) is { } invalid)
        {
            return InvalidSchemas.Invalid(state.Name, given, invalid);
        }

        var metadata = Inheritance.Metadata(settings.Config, given.Metadata, previous?.Metadata);
        if (request.Version != RegisterRequest.NextVersion || metadata?.Property(Metadata.VersionProperty) is not null)
        {
            metadata = (metadata ?? new Metadata())
                .WithProperty(Metadata.VersionProperty, newVersion.ToString(CultureInfo.InvariantCulture));
        }

        var rules = Inheritance.RuleSet(settings.Config, given.RuleSet, previous?.RuleSet);
        return Candidate.Of(Normalized(schema, settings, request), metadata, rules);
    }

    // Step 6 and the tags of step 9: those of the latest version first, then what the request changes.
    private async Task<ParseResult> Tagged(
        ParseResult parsed, SubjectState state, RegisterRequest request, bool isCarriedOn, CancellationToken cancellationToken)
    {
        if (request.Tags.Propagate && isCarriedOn && parsed.Schema is { } schema)
        {
            var previous = await library.Parsed(state.Name.Context, state.Latest!.Id, cancellationToken);
            if (previous.Type == schema.Type && !previous.InlineTags.IsEmpty)
            {
                parsed = schema.WithTags(previous.InlineTags, [], skipMissing: true);
            }
        }

        return request.Tags.Changes && parsed.Schema is { } untagged
            ? untagged.WithTags(request.Tags.Added, request.Tags.Removed)
            : parsed;
    }

    // Steps 12 and 13 as far as they end in a version that exists.
    private async Task<SubjectSchema?> FindSame(
        SubjectState state, Candidate candidate, RegisterRequest request, CancellationToken cancellationToken)
    {
        var match = await search.Find(state, state.NewestFirst(includeDeleted: false), candidate, cancellationToken);
        return match is not null && AcceptsId(request, match.Row) ? Existing(state, match) : null;
    }

    private Proposal<SubjectSchema> Propose(
        SubjectState state, OuterSettings outer, RegisterRequest request, Candidate candidate, int version, TakenId taken)
    {
        var (context, content) = (state.Name.Context, candidate.Content);
        var guid = SchemaGuid.Of(content);
        var change = new RegisterVersion(
            state.Name,
            state.Revision,
            version,
            request.Id,
            IdSource.Imported,
            content,
            candidate.Hash,
            guid,
            [.. content.References
                .Select(reference => new SubjectVersion(SubjectName.ParseWithin(context, reference.Subject), reference.Version))
                .Distinct()],
            Replaced(state, version, request.Id),
            outer.Revisions,
            new ChangeOrigin(request.Caller.Actor, request.Caller.RequestId));

        return new Proposal<SubjectSchema>(
            async token => request.Id >= 0 ? await store.Commit(change, token) : await CommitUnderId(state, change, taken, token),
            result => Applied(state, candidate, version, result),
            result => new SubjectSchema(state.Name.ToString(), version, result.Id, guid, content, null, null),
            result => result.Status switch
            {
                CommitStatus.IdTaken => RegistryErrors.IdTaken(request.Id, state.Name.ContextText()),
                CommitStatus.ReferenceMissing => InvalidSchemas.Unparsable(
                    state.Name,
                    request.Schema,
                    new SchemaError(
                        $"No schema reference found for subject \"{result.Offender!.Subject}\" and version {result.Offender.Version}")),
                _ => null,
            });
    }

    // Step 17: the id that the content has in the context, else the next one.
    private async Task<CommitResult> CommitUnderId(
        SubjectState state, RegisterVersion change, TakenId taken, CancellationToken cancellationToken)
    {
        var context = state.Name.Context;
        var (id, isTaken) = taken.Id is { } unused
            ? new ContentId(unused, IsTaken: true)
            : await store.FindOrTakeId(context, change.Hash, cancellationToken);
        while (true)
        {
            taken.Id = isTaken ? id : taken.Id;
            var result = await store.Commit(
                change with
                {
                    Id = id,
                    IdSource = isTaken ? IdSource.Taken : IdSource.Known,
                    Removed = Replaced(state, change.Version, id),
                },
                cancellationToken);
            switch (result.Status)
            {
                case CommitStatus.ContentHasOtherId:
                    (id, isTaken) = (result.Id, false);
                    continue;
                case CommitStatus.ContentGone:
                    taken.Id = isTaken ? null : taken.Id;
                    (id, isTaken) = (taken.Id ?? (await store.TakeIds(context, 1, cancellationToken))[0], true);
                    continue;
                default:
                    return result with { Id = id };
            }
        }
    }

    // Step 18: older soft-deleted versions of the same id make room for this one.
    private static ImmutableArray<int> Replaced(SubjectState state, int version, int id) =>
        [.. state.Versions.Where(row => row.Deleted && row.Id == id && row.Version < version).Select(row => row.Version)];

    private SubjectState? Applied(SubjectState state, Candidate candidate, int version, CommitResult result)
    {
        var shape = TextShape.Of(candidate.Content);
        library.Remember(state.Name.Context, result.Id, candidate.Content);
        state.Index.Learn(result.Id, shape, candidate.Schema, candidate.Content);
        return !Replaced(state, version, result.Id).IsEmpty
            ? null
            : state.With(
                new VersionRow(version, result.Id, candidate.Hash, Deleted: false, result.CommittedAt, shape), result.Revision);
    }

    private static ParsedSchema Normalized(ParsedSchema schema, EffectiveSettings settings, RegisterRequest request) =>
        request.Normalize || settings.Config.Normalize == true ? schema.Normalized() : schema;

    private static bool AcceptsId(RegisterRequest request, VersionRow row) => request.Id < 0 || request.Id == row.Id;

    // A version found by content bears no time; one that only counts as the same does (reference 3.2).
    private static SubjectSchema Existing(SubjectState state, Match match) => new(
        state.Name.ToString(),
        match.Row.Version,
        match.Row.Id,
        SchemaGuid.Of(match.Content),
        match.Content,
        match.ByContent ? null : match.Row.CreatedAt,
        match.ByContent ? null : false);
}
