using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>The content behind ids, and which id a content has.</summary>
internal static class Contents
{
    /// <summary>Gives a new content its freshly taken id.</summary>
    public static ContentOutcome AddNew(SqliteSession db, string region, long contextId, RegisterVersion change)
    {
        if (ClaimedId(db, contextId, change.Hash.ToArray()) is { } other)
        {
            return new ContentOutcome(CommitStatus.ContentHasOtherId, other);
        }

        if (db.Exists("SELECT 1 FROM schemas WHERE context_id = $1 AND id = $2", contextId, change.Id))
        {
            return new ContentOutcome(CommitStatus.ContentGone);
        }

        Insert(db, region, contextId, change);
        Claim(db, region, contextId, change);
        return new ContentOutcome(CommitStatus.Committed, change.Id, Brought: true);
    }

    /// <summary>Makes sure that the id is still there with this content.</summary>
    public static ContentOutcome RequireKnown(SqliteSession db, long contextId, RegisterVersion change) =>
        db.Exists(
            "SELECT 1 FROM schemas WHERE context_id = $1 AND id = $2 AND sha256 = $3 AND text IS NOT NULL",
            contextId,
            change.Id,
            change.Hash.ToArray())
            ? new ContentOutcome(CommitStatus.Committed, change.Id)
            : new ContentOutcome(CommitStatus.ContentGone);

    /// <summary>Puts a content under the id the client gave; brings it back when it had been permanently deleted.</summary>
    public static ContentOutcome Import(SqliteSession db, string region, long contextId, RegisterVersion change)
    {
        var present = Find(db, contextId, change.Id);
        if (present is { } row && !row.Sha256.AsSpan().SequenceEqual(change.Hash.ToArray()))
        {
            return new ContentOutcome(CommitStatus.IdInUse);
        }

        if (present is null)
        {
            Insert(db, region, contextId, change);
        }
        else if (present.Value.Purged)
        {
            Revive(db, contextId, change);
        }

        Claim(db, region, contextId, change);
        Contexts.RaiseCounter(db, contextId, change.Id);
        return new ContentOutcome(CommitStatus.Committed, change.Id, Brought: present is null or { Purged: true });
    }

    /// <summary>Permanently deletes the content of an id that no version uses any more. The id stays used.</summary>
    public static bool PurgeIfUnused(SqliteSession db, long contextId, int id)
    {
        if (db.Exists("SELECT 1 FROM versions WHERE context_id = $1 AND id = $2", contextId, id))
        {
            return false;
        }

        db.Execute(
            "UPDATE schemas SET text = NULL, refs = NULL, metadata = NULL, rules = NULL WHERE context_id = $1 AND id = $2",
            contextId,
            id);
        PassClaimOn(db, contextId, id);
        return true;
    }

    /// <summary>An import may have put the same content under a second id, which then stands for it.</summary>
    private static void PassClaimOn(SqliteSession db, long contextId, int id)
    {
        var heir = db.Number(
            """
            SELECT min(other.id) FROM schemas gone
            JOIN schemas other ON other.guid = gone.guid AND other.text IS NOT NULL
                              AND other.context_id = gone.context_id AND other.sha256 = gone.sha256
            WHERE gone.context_id = $1 AND gone.id = $2
            """,
            contextId,
            id);
        const string OfThisId =
            "WHERE context_id = $1 AND id = $2 AND sha256 = (SELECT sha256 FROM schemas WHERE context_id = $1 AND id = $2)";
        if (heir is null)
        {
            db.Execute($"DELETE FROM claims {OfThisId}", contextId, id);
            return;
        }

        db.Execute($"UPDATE claims SET id = $3 {OfThisId}", contextId, id, heir);
    }

    private static int? ClaimedId(SqliteSession db, long contextId, byte[] sha256) =>
        (int?)db.Number("SELECT min(id) FROM claims WHERE context_id = $1 AND sha256 = $2", contextId, sha256);

    private static void Claim(SqliteSession db, string region, long contextId, RegisterVersion change) =>
        db.Execute(
            "INSERT INTO claims (context_id, sha256, region, id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            contextId,
            change.Hash.ToArray(),
            region,
            change.Id);

    private static (byte[] Sha256, bool Purged)? Find(SqliteSession db, long contextId, int id)
    {
        using var row = db.Query("SELECT sha256, text IS NULL FROM schemas WHERE context_id = $1 AND id = $2", contextId, id);
        return row.Read() ? (row.GetFieldValue<byte[]>(0), row.GetBoolean(1)) : null;
    }

    private static void Insert(SqliteSession db, string region, long contextId, RegisterVersion change) =>
        db.Execute(
            """
            INSERT INTO schemas (context_id, id, region, sha256, guid, type, text, refs, metadata, rules)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            contextId,
            change.Id,
            region,
            change.Hash.ToArray(),
            change.Guid.ToString(),
            change.Content.Type.WireName(),
            change.Content.Text,
            StoreJson.Write(change.Content.References),
            StoreJson.Write(change.Content.Metadata),
            StoreJson.Write(change.Content.RuleSet));

    private static void Revive(SqliteSession db, long contextId, RegisterVersion change) =>
        db.Execute(
            "UPDATE schemas SET text = $3, refs = $4, metadata = $5, rules = $6 WHERE context_id = $1 AND id = $2",
            contextId,
            change.Id,
            change.Content.Text,
            StoreJson.Write(change.Content.References),
            StoreJson.Write(change.Content.Metadata),
            StoreJson.Write(change.Content.RuleSet));
}
