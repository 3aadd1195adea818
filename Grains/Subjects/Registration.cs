using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Registers a schema. What comes before is done when this begins: the alias and the versions that have the content already
/// (<see cref="RegisteredAlready"/>), steps 1 to 5 of reference 6.1.
/// </summary>
/// <param name="request">What is to be registered.</param>
/// <param name="edit">What that was made of, where a version's tags are edited.</param>
/// <param name="services">What a registration works with.</param>
internal sealed class Registration(RegisterRequest request, TagRequest? edit, SubjectServices services)
    : Change<SubjectState, SubjectSchema>(request.Caller)
{
    // Edited tags always make a version of their own.
    private readonly RegisterRequest _request = request.Tags.Changes && request.Version == RegisterRequest.NextVersion
        ? request with { Version = RegisterRequest.LatestVersion }
        : request;

    private readonly RegistrationCommit _commit = new(services.Store);
    private ParseBudget.Passing _read;
    private SubjectState _state = null!;
    private Candidate _candidate = null!;
    private RegisterVersion _command = null!;

    protected override ChangeKind Kind => ChangeKind.Registered;

    protected override ContentHash? Asked => edit is null ? RequestContent.Of(request) : RequestContent.Of(edit);

    /// <summary>
    /// In the order of reference 6.1: the mode (7), numbers that are used up (8), the text made ready (9 and 10), a version that has it
    /// already (12 and 13), compatibility (14), the version's number (16), and last what this server adds, its limits on versions.
    /// </summary>
    public override async ValueTask<Outcome<SubjectSchema>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        // The schemas that are read weigh on the budget until the request is answered. After a commit that missed they are read again, and
        // those of the attempt before no longer weigh.
        _read.Dispose();
        _read = services.Budget.BeginPassing();
        var settings = state.Under(outer);
        if (services.Options.Refusal(state.Name) is { } tooLong)
        {
            return tooLong;
        }

        if (RegistrationRules.RefusalByMode(state, settings, _request) is { } byMode)
        {
            return byMode;
        }

        if (RegistrationRules.RefusalWhenNumbersAreUsedUp(state, _request) is { } usedUp)
        {
            return usedUp;
        }

        var prepared = await services.Candidates.Prepare(state, settings, _request, cancellationToken);
        if (prepared.Error is { } invalid)
        {
            return invalid;
        }

        var candidate = prepared.Value!;
        if (_request.Version == RegisterRequest.NextVersion
            && await services.Search.Find(state, state.NewestFirst(includeDeleted: false), candidate, cancellationToken) is { } match
            && RegistrationRules.AcceptsId(_request, match.Row))
        {
            await services.Unsettled.Settle(state.Name, cancellationToken);
            return match.Shown(state.Name);
        }

        if (!settings.IsImport && !_request.Force
            && await services.Compatibility.Refusal(state, candidate, settings, cancellationToken) is { } incompatible)
        {
            return incompatible;
        }

        var version = RegistrationRules.VersionOf(state, settings, _request);
        if (version.Error is { } notNext)
        {
            return notNext;
        }

        if (await services.Quotas.Check(state, cancellationToken) is { } exceeded)
        {
            return exceeded;
        }

        (_state, _candidate) = (state, candidate);
        _command = RegistrationRules.CommandOf(state, outer, _request, candidate, version.Value, Origin);
        return null;
    }

    public override Task<CommitResult> Commit() =>
        _request.Id >= 0 ? _commit.UnderGivenId(_state, _command) : _commit.UnderOwnId(_state, _command);

    /// <summary>The content is remembered too, for it is likely to be asked for.</summary>
    public override SubjectState? Apply(CommitResult result)
    {
        var (content, shape) = (_candidate.Content, TextShape.Of(_candidate.Content));
        services.Library.Remember(_state.Name.Context, result.Id, _candidate.Hash, content);
        if (_request.Id >= 0)
        {
            services.Referenced.Forget(_state.Name, _command.Version);
        }

        _state.Index?.Learn(result.Id, shape, _candidate.Schema, content);
        var row = new VersionRow(_command.Version, result.Id, _candidate.Hash, Deleted: false, result.CommittedAt, shape);

        // Of the versions that this one replaces some may have stayed, because something refers to them. That is rare: the state is read anew.
        return RegistrationCommit.ReplacedBy(_state, _command.Version, result.Id).IsEmpty ? _state.With(row, result.Revision) : null;
    }

    public override SubjectSchema Answer(CommitResult result) =>
        new(_state.Name.ToString(), _command.Version, result.Id, _command.Guid, _command.Content, null, null);

    /// <summary>Null when the version that was registered is gone since: then it is registered once more.</summary>
    public override ValueTask<Outcome<SubjectSchema>?> Replay(SubjectState state, LoggedChange logged) =>
        Registered(state, logged, services.Library);

    /// <summary>The version that was registered, or null when it is gone since.</summary>
    public static async ValueTask<Outcome<SubjectSchema>?> Registered(SubjectState state, LoggedChange logged, SchemaLibrary library) =>
        state.Find(logged.ReadRegistered().Version) is { } row
            ? (Outcome<SubjectSchema>)await library.Shown(state.Name, row, CancellationToken.None)
            : null;

    public override RegistryError? RefusalOf(CommitResult result) => result switch
    {
        { Status: CommitStatus.IdInUse } => RegistryErrors.IdInUse(_request.Id, _state.Name.ContextText()),
        { Status: CommitStatus.ReferenceMissing, Offender: { } missing } => InvalidSchemas.Unparsable(
            _state.Name,
            _request.Schema,
            new SchemaError($"No schema reference found for subject \"{missing.Subject}\" and version {missing.Version}")),
        _ => null,
    };
}
