using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>
/// Which requests come in which order. They come in rounds: first those whose answers hold at once, then, when the caches have
/// heard of them, those that may be answered from a cache.
/// </summary>
internal static class Plan
{
    private const int Half = 50;

    // Until then there is little to find.
    private const int Beginning = 200;

    private static readonly (int Weight, Func<Dice, IEnumerable<Step>> Make)[] Owned =
    [
        (16, RestSubjects.Register), (6, RestSubjects.Lookup), (6, RestSubjects.Check), (12, RestSubjects.Read),
        (4, RestSubjects.Delete), (2, RestSubjects.EditTags), (1, RestSubjects.Import),
        (8, RestSettings.Config), (4, RestSettings.Mode), (1, RestSettings.Top), (2, RestSettings.Alias),
        (16, GrpcSubjects.Register), (6, GrpcSubjects.Lookup), (6, GrpcSubjects.Check), (12, GrpcSubjects.Read),
        (4, GrpcSubjects.Delete), (2, GrpcSubjects.EditTags), (1, GrpcSubjects.Import), (2, GrpcStreams.Register),
        (8, GrpcSettings.Config), (4, GrpcSettings.Mode), (1, GrpcSettings.Top), (2, GrpcSettings.Alias),
    ];

    private static readonly (int Weight, Func<Dice, IEnumerable<Step>> Make)[] Cached =
    [
        (30, RestSchemas.ById), (6, RestSchemas.ByGuid), (14, RestSchemas.Lists), (4, RestSchemas.Changes),
        (5, RestWebhooks.Any), (6, RestOddities.Paths), (5, RestOddities.Bodies), (3, RestOddities.Server),
        (34, GrpcSchemas.ById), (5, GrpcSchemas.ByGuid), (16, GrpcSchemas.Lists), (6, GrpcSchemas.Batch),
        (3, GrpcStreams.Lookup), (3, GrpcStreams.Watch), (5, GrpcWebhooks.Any), (1, GrpcSchemas.Server),
    ];

    public static async IAsyncEnumerable<Step> Of(Dice dice, int requests, Func<Task> settle)
    {
        var sent = 0;
        while (sent < requests)
        {
            foreach (var step in Some(Owned, dice))
            {
                yield return step;
                sent++;
            }

            if (sent < Beginning)
            {
                continue;
            }

            await settle();
            foreach (var step in Some(Cached, dice))
            {
                yield return step;
                sent++;
            }
        }
    }

    private static IEnumerable<Step> Some((int Weight, Func<Dice, IEnumerable<Step>> Make)[] kinds, Dice dice)
    {
        for (var sent = 0; sent < Half;)
        {
            foreach (var step in Choose(kinds, dice)(dice))
            {
                yield return step;
                sent++;
            }
        }
    }

    private static Func<Dice, IEnumerable<Step>> Choose((int Weight, Func<Dice, IEnumerable<Step>> Make)[] kinds, Dice dice)
    {
        var place = dice.Next(kinds.Sum(kind => kind.Weight));
        return kinds.First(kind => (place -= kind.Weight) < 0).Make;
    }
}
