using System.Collections.Immutable;
using Npgsql;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Postgres.Commits;

/// <summary>What the functions that make changes answer: <c>o_outcome</c>, <c>o_revision</c>, <c>o_at</c>, and more by kind.</summary>
internal static class CommitOutcomes
{
    public static CommitStatus Status(string outcome) => outcome switch
    {
        "committed" => CommitStatus.Committed,
        "stale" => CommitStatus.Stale,
        "settings_changed" => CommitStatus.SettingsChanged,
        "content_has_other_id" => CommitStatus.ContentHasOtherId,
        "content_gone" => CommitStatus.ContentGone,
        "id_taken" => CommitStatus.IdInUse,
        "reference_missing" => CommitStatus.ReferenceMissing,
        "referenced" => CommitStatus.Referenced,
        "not_empty" => CommitStatus.NotEmpty,
        "request_id_reused" => CommitStatus.RequestIdReused,
        "request_refused" => CommitStatus.RequestRefused,
        _ => throw new InvalidDataException($"A function of the database answered {outcome}, which this version does not know."),
    };

    /// <summary>Reads outcome, revision and time.</summary>
    public static async Task<CommitResult> Read(NpgsqlDataReader row)
    {
        await row.ReadAsync();
        return new CommitResult(
            Status(row.GetString(0)), row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? 0 : row.GetInt64(2));
    }

    /// <summary>Reads also the id, the place of the missing reference and the versions removed.</summary>
    public static async Task<CommitResult> ReadRegistration(NpgsqlDataReader row, RegisterVersion change)
    {
        var result = await Read(row);
        return result.Status switch
        {
            CommitStatus.Committed => result with
            {
                Id = change.Id,
                Removed = ImmutableArray.Create(row.GetFieldValue<int[]>(5)),
            },
            CommitStatus.ContentHasOtherId => result with { Id = row.GetInt32(3) },
            CommitStatus.ReferenceMissing => result with { Offender = change.References[row.GetInt32(4) - 1] },
            _ => result,
        };
    }

    /// <summary>Reads also the version that is referred to.</summary>
    public static async Task<CommitResult> ReadDeletion(NpgsqlDataReader row, DeleteVersions change)
    {
        var result = await Read(row);
        return result.Status == CommitStatus.Referenced
            ? result with { Offender = new SubjectVersion(change.Subject, row.GetInt32(3)) }
            : result;
    }
}
