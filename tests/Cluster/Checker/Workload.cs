using System.Globalization;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// Many callers who register, delete, import, refer, change levels and read, at random, on few subjects, so that they get in
/// each other's way.
/// </summary>
/// <param name="history">Where every request and its answer is kept.</param>
/// <param name="apis">The ways in.</param>
/// <param name="reused">Requests whose ids are used again.</param>
/// <param name="seed">What is done follows from it, but for who comes first.</param>
/// <param name="longestPause">Of a caller between two requests, in milliseconds.</param>
internal sealed class Workload(History history, IReadOnlyList<RegistryApi> apis, ReusedIds reused, int seed, int longestPause = 20)
{
    public const string ImportContext = ".imported";
    private const int Callers = 12;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private const int AnyVersion = 40;

    // References and deletions have to meet.
    private const int FewVersions = 8;
    private int _names;
    private int _highestId;

    private static readonly string[] Free = Names("free", 5);
    private static readonly string[] Guarded = Names("guarded", 4);
    private static readonly string[] Targets = Names("target", 2);
    private static readonly string[] Referrers = Names("referrer", 3);

    // Written seldom and read often: what is out of date there no write of the same process sets right.
    private static readonly string[] Quiet = Names("quiet", 12);

    public async Task Prepare()
    {
        foreach (var subject in Free.Concat(Targets).Concat(Referrers).Concat(Quiet).Concat(ReusedIds.Subjects))
        {
            await Set(new Random(seed), subject, "NONE");
        }

        await apis[0].Put($"mode/:{ImportContext}:", new { mode = "IMPORT" });
    }

    /// <summary>Goes on until it has made so many requests.</summary>
    public async Task Run(int operations)
    {
        using var stop = new CancellationTokenSource();
        var working = Run(stop.Token);
        await Eventually.Be($"{operations} requests to be made", Deadline, () => history.Operations.Count >= operations);
        await stop.CancelAsync();
        await working;
    }

    public Task Run(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Call(new Random((seed * 100) + caller), stop)));

    private async Task Call(Random random, CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            await Act(random);
            await Task.Delay(random.Next(longestPause), CancellationToken.None);
        }
    }

    private Task Act(Random random) => random.Next(26) switch
    {
        < 5 => Register(random, Pick(random, Free), AvroTexts.Record(random.Next(4) == 0 ? $"Shared{random.Next(8)}" : NextName())),
        < 7 => Register(random, Pick(random, Guarded), Evolving(random)),
        7 => Register(random, Pick(random, Targets), $$"""{"type":"record","name":"T","fields":[{"name":"{{NextName()}}","type":"int"}]}"""),
        8 => Refer(random),
        9 => Import(random),
        10 => Remove(random, Pick(random, Free), AnyVersion, isPermanent: random.Next(2) == 0),
        11 => Remove(random, Pick(random, Targets), FewVersions, isPermanent: random.Next(2) == 0),
        12 => Remove(random, Pick(random, Referrers), AnyVersion, isPermanent: random.Next(2) == 0),
        13 => random.Next(4) == 0
            ? RemoveSubject(random, Pick(random, Guarded))
            : Set(random, Pick(random, Guarded), random.Next(3) == 0 ? "NONE" : "BACKWARD"),
        < 16 => ReadLatest(random, Pick(random, [.. Free, .. Guarded, .. Targets, .. ReusedIds.Subjects])),
        < 18 => ReadVersions(random, Pick(random, [.. Free, .. Guarded, .. ReusedIds.Subjects])),
        < 20 => ReadById(random),
        // Known when it is sent again, so that it may well be made once more when it is gone.
        24 or 25 when random.Next(3) > 0 => reused.Change(random, NextName()),
        24 or 25 => reused.Register(random, Pick(random, Free), AvroTexts.Record($"SharedUnderId{NextName()}")),
        20 when random.Next(4) == 0 => Register(random, Pick(random, Quiet), AvroTexts.Record(NextName())),
        _ => ReadLatest(random, Pick(random, Quiet)),
    };

    private async Task Register(Random random, string subject, string text, object[]? references = null)
    {
        var asked = new Operation(Work.Register, subject, default, default, Fate.Unknown, text);
        var made = await history.Record(
            asked,
            () => Api(random).Send(HttpMethod.Post, $"subjects/{subject}/versions", new { schema = text, references = references ?? [] }),
            (operation, answer) => operation with { Version = answer.Version, Id = answer.Id });
        Raise(made.Id);
    }

    private Task Refer(Random random)
    {
        var (target, version) = (Pick(random, Targets), random.Next(1, FewVersions));
        var text = $$"""{"type":"record","name":"{{NextName()}}","fields":[{"name":"t","type":"T"}]}""";
        return Register(random, Pick(random, Referrers), text, [new { name = "T", subject = target, version }]);
    }

    // The content follows from the id, but for one in eight, which must be refused when the id is taken.
    private Task<Operation> Import(Random random)
    {
        var (subject, id, version) = ($":{ImportContext}:{random.Next(3)}", random.Next(1, 60), random.Next(1, 30));
        var text = AvroTexts.Record($"Imported{id}{(random.Next(8) == 0 ? "Other" : "")}");
        return history.Record(
            new Operation(Work.Import, subject, default, default, Fate.Unknown, text, version, id),
            () => Api(random).Send(HttpMethod.Post, $"subjects/{subject}/versions", new { schema = text, id, version }),
            (operation, answer) => operation with { Version = answer.Version, Id = answer.Id });
    }

    private Task<Operation> Remove(Random random, string subject, int versions, bool isPermanent) => history.Record(
        new Operation(isPermanent ? Work.Purge : Work.Delete, subject, default, default, Fate.Unknown),
        () => Api(random).Delete(
            $"subjects/{subject}/versions/{(random.Next(3) == 0 && !isPermanent ? "latest" : Number(random.Next(1, versions)))}{(isPermanent ? "?permanent=true" : "")}"),
        (operation, answer) => operation with { Version = answer.Body.GetInt32(), Versions = [answer.Body.GetInt32()] });

    private Task<Operation> RemoveSubject(Random random, string subject) => history.Record(
        new Operation(Work.DeleteSubject, subject, default, default, Fate.Unknown),
        () => Api(random).Delete($"subjects/{subject}"),
        (operation, answer) => operation with { Versions = Numbers(answer) });

    private Task<Operation> Set(Random random, string subject, string level) => history.Record(
        new Operation(Work.SetLevel, subject, default, default, Fate.Unknown, level),
        () => Api(random).Put($"config/{subject}", new { compatibility = level }),
        (operation, _) => operation);

    private Task<Operation> ReadLatest(Random random, string subject) => history.Record(
        new Operation(Work.ReadLatest, subject, default, default, Fate.Unknown),
        () => Present(Api(random).Get($"subjects/{subject}/versions/latest")),
        (operation, answer) => IsThere(answer) ? operation with { Version = answer.Version, Id = answer.Id } : operation);

    private Task<Operation> ReadVersions(Random random, string subject) => history.Record(
        new Operation(Work.ReadVersions, subject, default, default, Fate.Unknown),
        () => Present(Api(random).Get($"subjects/{subject}/versions")),
        (operation, answer) => operation with { Versions = IsThere(answer) ? Numbers(answer) : [] });

    private Task<Operation> ReadById(Random random)
    {
        var id = Math.Max(1, Volatile.Read(ref _highestId) - random.Next(10));
        return history.Record(
            new Operation(Work.ReadById, "", default, default, Fate.Unknown, Id: id),
            () => Present(Api(random).Get($"schemas/ids/{Number(id)}")),
            (operation, answer) => operation with { Text = IsThere(answer) ? answer.Body.GetProperty("schema").GetString() : null });
    }

    // That there is nothing is an answer, too.
    private static async Task<ApiAnswer> Present(Task<ApiAnswer> asking)
    {
        var answer = await asking;
        return answer.ErrorCode is 40401 or 40402 or 40403 ? new ApiAnswer(System.Net.HttpStatusCode.OK, default) : answer;
    }

    private static bool IsThere(ApiAnswer answer) => answer.Body.ValueKind != System.Text.Json.JsonValueKind.Undefined;

    // Versions of one family are compatible with each other, those of the other are not.
    private string Evolving(Random random) =>
        $$"""
        {"type":"record","name":"Evolving","fields":[{"name":"id","type":"{{(random.Next(2) == 0 ? "int" : "string")}}"},{"name":"{{NextName()}}","type":"int","default":0}]}
        """;

    private RegistryApi Api(Random random) => Pick(random, apis);

    private static T Pick<T>(Random random, IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private string NextName() => $"N{Number(Interlocked.Increment(ref _names))}";

    private static string[] Names(string kind, int count) => [.. Enumerable.Range(0, count).Select(i => $"{kind}-{i}")];

    private static int[] Numbers(ApiAnswer answer) => [.. answer.Body.EnumerateArray().Select(number => number.GetInt32())];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Raise(int id)
    {
        int seen;
        while ((seen = Volatile.Read(ref _highestId)) < id && Interlocked.CompareExchange(ref _highestId, id, seen) != seen)
        {
        }
    }
}
