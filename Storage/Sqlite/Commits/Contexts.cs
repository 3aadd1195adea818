using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>The rows of contexts, and the counters of ids in them.</summary>
internal static class Contexts
{
    public static long? Find(SqliteSession db, string context) =>
        db.Number("SELECT context_id FROM contexts WHERE name = $1", context);

    /// <summary>The row of a context; one that is made here is not visible yet.</summary>
    public static long FindOrCreate(SqliteSession db, string context)
    {
        if (Find(db, context) is { } known)
        {
            return known;
        }

        db.Execute("INSERT INTO contexts (name) VALUES ($1)", context);
        return Find(db, context)!.Value;
    }

    public static int[] TakeIds(SqliteSession db, string context, int count)
    {
        var contextId = FindOrCreate(db, context);
        var first = db.Number("SELECT next_id FROM contexts WHERE context_id = $1", contextId)!.Value;
        if (first + count - 1 > IdSpace.Last)
        {
            throw new IdsExhaustedException(context);
        }

        db.Execute("UPDATE contexts SET next_id = next_id + $2 WHERE context_id = $1", contextId, count);
        return [.. Enumerable.Range((int)first, count)];
    }

    public static void RaiseCounter(SqliteSession db, long contextId, int importedId)
    {
        if (importedId <= IdSpace.LastThatRaisesCounter)
        {
            db.Execute("UPDATE contexts SET next_id = $2 + 1 WHERE context_id = $1 AND next_id <= $2", contextId, importedId);
        }
    }

    public static void Establish(SqliteSession db, long contextId) =>
        db.Execute("UPDATE contexts SET established = 1 WHERE context_id = $1 AND established = 0", contextId);

    public static void MovePurgeGeneration(SqliteSession db, long contextId) =>
        db.Execute("UPDATE contexts SET purge_generation = purge_generation + 1 WHERE context_id = $1", contextId);
}
