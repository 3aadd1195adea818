using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Storage.Postgres;

/// <summary>Each change as the call of its function (migrations 0003 to 0006). Payloads lack what only the function knows.</summary>
internal static class ChangeCommands
{
    public static NpgsqlCommand Of(RegisterVersion change, string region) =>
        new NpgsqlCommand(
            """
            SELECT * FROM registry.register_version(
              $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
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
            "SELECT * FROM registry.delete_versions($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
            .Text(region)
            .Scope(change.Subject.Context)
            .Text(change.Subject.Name)
            .Bytes(NameKey.Of(change.Subject.ToString()))
            .Revisions(change.ExpectedRevision, change.Settings)
            .Numbers(versions)
            .Flag(change.Permanent)
            .Flag(change.WholeSubject)
            .Json(StoreJson.Write(new DeletedPayload([.. versions], [])))
            .Origin(change.Origin);
    }

    public static NpgsqlCommand Of(RestoreVersions change, string region)
    {
        int[] versions = [.. change.Versions.Distinct().Order()];
        return new NpgsqlCommand("SELECT * FROM registry.restore_versions($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
            .Text(region)
            .Scope(change.Subject.Context)
            .Text(change.Subject.Name)
            .Bytes(NameKey.Of(change.Subject.ToString()))
            .Revisions(change.ExpectedRevision, change.Settings)
            .Numbers(versions)
            .Json(StoreJson.Write(new DeletedPayload([.. versions], [])))
            .Origin(change.Origin);
    }

    public static NpgsqlCommand Of(ChangeSubjectSettings change, string region) =>
        new NpgsqlCommand(
            "SELECT * FROM registry.change_subject_settings($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
            .Text(region)
            .Subject(change.Subject)
            .Revisions(change.ExpectedRevision, change.Settings)
            .NewSettings(new SettingsPayload(change.Config, change.Mode, change.Changed, change.Removed))
            .Origin(change.Origin);

    public static NpgsqlCommand Of(ChangeScopeSettings change, string region) =>
        new NpgsqlCommand("SELECT * FROM registry.change_scope_settings($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
            .Text(region)
            .Scope(change.Scope)
            .Long(change.ExpectedRevision)
            .NewSettings(new SettingsPayload(change.Config, change.Mode, change.Changed, change.Removed))
            .Origin(change.Origin);

    public static NpgsqlCommand Of(DeleteContext change, string region) =>
        new NpgsqlCommand("SELECT * FROM registry.delete_context($1, $2, $3, $4, $5, $6)")
            .Text(region)
            .Scope(change.Context)
            .Origin(change.Origin);

    private static string NameOf(IdSource source) => source switch
    {
        IdSource.Taken => "taken",
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

    private static NpgsqlCommand Origin(this NpgsqlCommand command, ChangeOrigin origin) =>
        command.Text(origin.Actor).Uuid(origin.RequestId).Text(origin.Reason);
}
