using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Postgres.Commits;

/// <summary>
/// Each change as the call of its function (see <c>Functions</c>). A line of the call's arguments stands for a line of values.
/// Payloads lack what only the function knows.
/// </summary>
internal static class CommitCalls
{
    public static NpgsqlCommand Of(RegisterVersion change, string region) =>
        new NpgsqlCommand(
            """
            SELECT * FROM registry.register_version(
              p_region => $1,
              p_context => $2, p_context_key => $3, p_subject => $4, p_qualified => $5, p_key => $6,
              p_expected => $7, p_context_settings => $8, p_global_settings => $9,
              p_version => $10,
              p_source => $11,
              p_id => $12,
              p_sha256 => $13,
              p_guid => $14,
              p_type => $15, p_text => $16, p_refs => $17, p_metadata => $18, p_rules => $19,
              p_target_keys => $20,
              p_target_versions => $21,
              p_removed => $22,
              p_payload => $23,
              p_actor => $24, p_request_id => $25, p_reason => $26)
            """)
            .Text(region)
            .Subject(change.Subject)
            .Revisions(change.ExpectedRevision, change.Settings)
            .Number(change.Version)
            .Text(NameOf(change.IdSource))
            .Number(change.Id)
            .Bytes(change.Hash.ToArray())
            .Uuid(change.Guid)
            .Content(change.IdSource == IdSource.Known ? null : change.Content)
            .BytesOf([.. change.References.Select(target => NameKey.Of(target.Subject.ToString()))])
            .Numbers([.. change.References.Select(target => target.Version)])
            .Numbers([.. change.Removed])
            .Json(StoreJson.Write(PayloadOf(change)))
            .Origin(change.Origin);

    public static NpgsqlCommand Of(DeleteVersions change, string region)
    {
        int[] versions = [.. change.Versions.Distinct().Order()];
        return new NpgsqlCommand(
            """
            SELECT * FROM registry.delete_versions(
              p_region => $1,
              p_context => $2, p_context_key => $3,
              p_subject => $4,
              p_key => $5,
              p_expected => $6, p_context_settings => $7, p_global_settings => $8,
              p_versions => $9,
              p_permanent => $10,
              p_whole => $11,
              p_payload => $12,
              p_actor => $13, p_request_id => $14, p_reason => $15)
            """)
            .Text(region)
            .Scope(change.Subject.Context)
            .Text(change.Subject.Name)
            .Bytes(NameKey.Of(change.Subject.ToString()))
            .Revisions(change.ExpectedRevision, change.Settings)
            .Numbers(versions)
            .Flag(change.Permanent)
            .Flag(change.WholeSubject)
            .Json(StoreJson.Write(new DeletedPayload([.. versions], [], change.Earlier)))
            .Origin(change.Origin);
    }

    public static NpgsqlCommand Of(RestoreVersions change, string region)
    {
        int[] versions = [.. change.Versions.Distinct().Order()];
        return new NpgsqlCommand(
            """
            SELECT * FROM registry.restore_versions(
              p_region => $1,
              p_context => $2, p_context_key => $3,
              p_subject => $4,
              p_key => $5,
              p_expected => $6, p_context_settings => $7, p_global_settings => $8,
              p_versions => $9,
              p_payload => $10,
              p_actor => $11, p_request_id => $12, p_reason => $13)
            """)
            .Text(region)
            .Scope(change.Subject.Context)
            .Text(change.Subject.Name)
            .Bytes(NameKey.Of(change.Subject.ToString()))
            .Revisions(change.ExpectedRevision, change.Settings)
            .Numbers(versions)
            .Json(StoreJson.Write(new DeletedPayload([.. versions], [])))
            .Origin(change.Origin);
    }

    public static NpgsqlCommand Of(ReplaceSubjectSettings change, string region) =>
        new NpgsqlCommand(
            """
            SELECT * FROM registry.change_subject_settings(
              p_region => $1,
              p_context => $2, p_context_key => $3, p_subject => $4, p_qualified => $5, p_key => $6,
              p_expected => $7, p_context_settings => $8, p_global_settings => $9,
              p_config => $10, p_mode => $11, p_payload => $12,
              p_actor => $13, p_request_id => $14, p_reason => $15)
            """)
            .Text(region)
            .Subject(change.Subject)
            .Revisions(change.ExpectedRevision, change.Settings)
            .NewSettings(new SettingsPayload(change.Config, change.Mode, change.Changed, change.Removed))
            .Origin(change.Origin);

    public static NpgsqlCommand Of(ReplaceScopeSettings change, string region) =>
        new NpgsqlCommand(
            """
            SELECT * FROM registry.change_scope_settings(
              p_region => $1,
              p_scope => $2, p_key => $3,
              p_expected => $4,
              p_config => $5, p_mode => $6, p_payload => $7,
              p_actor => $8, p_request_id => $9, p_reason => $10)
            """)
            .Text(region)
            .Scope(change.Scope)
            .Long(change.ExpectedRevision)
            .NewSettings(new SettingsPayload(change.Config, change.Mode, change.Changed, change.Removed))
            .Origin(change.Origin);

    public static NpgsqlCommand Of(DeleteContext change, string region) =>
        new NpgsqlCommand(
            """
            SELECT * FROM registry.delete_context(
              p_region => $1,
              p_context => $2, p_key => $3,
              p_actor => $4, p_request_id => $5, p_reason => $6)
            """)
            .Text(region)
            .Scope(change.Context)
            .Origin(change.Origin);

    private static string NameOf(IdSource source) => source switch
    {
        IdSource.New => "taken",
        IdSource.Known => "known",
        _ => "imported",
    };

    private static RegisteredPayload PayloadOf(RegisterVersion change) => new(
        change.Version,
        change.Id,
        change.Guid,
        change.Hash.ToString(),
        [.. change.References.Select(target => new TargetPayload(target.Subject.ToString(), target.Version))],
        [],
        [],
        null);

    private static NpgsqlCommand Scope(this NpgsqlCommand command, string scope) => command.Text(scope).Bytes(NameKey.Of(scope));

    private static NpgsqlCommand Subject(this NpgsqlCommand command, SubjectName subject)
    {
        var qualified = subject.ToString();
        return command.Scope(subject.Context).Text(subject.Name).Text(qualified).Bytes(NameKey.Of(qualified));
    }

    private static NpgsqlCommand Revisions(this NpgsqlCommand command, long subject, SettingsRevisions settings) =>
        command.Long(subject).Long(settings.Context).Long(settings.Global);

    private static NpgsqlCommand Content(this NpgsqlCommand command, SchemaContent? content) => command
        .Text(content?.Type.WireName())
        .Text(content?.Text)
        .Json(StoreJson.Write(content?.References ?? []))
        .Json(StoreJson.Write(content?.Metadata))
        .Json(StoreJson.Write(content?.RuleSet));

    private static NpgsqlCommand NewSettings(
        this NpgsqlCommand command, SettingsPayload settings) => command
        .Json(StoreJson.Write(settings.Config))
        .Text(settings.Mode?.WireName())
        .Json(StoreJson.Write(settings));

    private static NpgsqlCommand Origin(this NpgsqlCommand command, CommitOrigin origin)
    {
        command.Text(origin.Actor).Uuid(origin.RequestId).Text(origin.Reason);
        command.Unrefused(origin.Refusals);
        return origin.Asked is { } asked ? command.Binding(asked) : command;
    }

    /// <summary>The same call, in whose statement a change that was made is undone when its request was refused meanwhile.</summary>
    private static void Unrefused(this NpgsqlCommand command, long refusals)
    {
        var next = command.Parameters.Count + 1;
        command.AfterCommit($"registry.keep_request(p_request_id => ${next - 2}, p_refusals => ${next})");
        command.Long(refusals);
    }

    /// <summary>The same call, in whose statement the request id is tied to the change when it is made.</summary>
    private static NpgsqlCommand Binding(this NpgsqlCommand command, ContentHash asked)
    {
        var next = command.Parameters.Count + 1;
        command.AfterCommit($"registry.bind_request(p_content => ${next}, p_kept => ${next + 1})");
        return command.Bytes(asked.ToArray()).Long((long)StoreDefaults.RequestsKept.TotalMilliseconds);
    }

    private static void AfterCommit(this NpgsqlCommand command, string call) =>
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = $"SELECT c.*, CASE c.o_outcome WHEN 'committed' THEN {call} END FROM ({command.CommandText}) c";
#pragma warning restore CA2100
}
