using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Takes one of all kinds of steps on six subjects and eight contents, decided on what the store shows at that moment.</summary>
internal sealed class RandomStep(Sandbox box, int seed)
{
#pragma warning disable CA5394 // Not a secret.
    private readonly Random _random = new(seed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<CommitStatus> Take()
    {
        var name = Subject();
        var versions = await box.Versions(name);
        return (_random.Next(12) switch
        {
            0 => await box.ConfigureScope(box.Context, Samples.FullConfig),
            1 => await box.Configure(name, Samples.FullConfig, RegistryMode.Import),
            2 => await box.Store.Commit(new DeleteContext(box.Context, Sandbox.Origin()), Token),
            3 or 4 => await box.Store.Commit(await Import(name), Token),
            5 when versions.Length > 0 => await Delete(name, versions, permanent: false),
            6 or 7 when versions.Length > 0 => await Delete(name, versions, permanent: true),
            _ => await box.Store.Commit(await Register(name, versions), Token),
        }).Status;
    }

    private async Task<RegisterVersion> Register(string name, ImmutableArray<VersionRow> versions)
    {
        var change = await box.Prepare(name, Text());
        return change with
        {
            References = await References(),
            Removed = [.. versions.Where(row => row.Deleted && row.Id == change.Id).Select(row => row.Version)],
        };
    }

    private async Task<RegisterVersion> Import(string name)
    {
        var content = _random.Next(8);
        var id = 1 + content + (100 * _random.Next(2)) + (_random.Next(20) == 0 ? 1 : 0);
        return await box.PrepareImport(name, $"{content}", id, 1 + _random.Next(6)) with { References = await References() };
    }

    private async Task<CommitResult> Delete(string name, ImmutableArray<VersionRow> versions, bool permanent)
    {
        var whole = _random.Next(2) == 0;
        int[] chosen = whole ? [.. versions.Select(row => row.Version)] : [versions[_random.Next(versions.Length)].Version];
        return await box.Store.Commit(await box.PrepareDelete(name, permanent, whole, chosen), Token);
    }

    private async Task<ImmutableArray<SubjectVersion>> References()
    {
        if (_random.Next(3) != 0)
        {
            return [];
        }

        var target = Subject();
        var versions = await box.Versions(target);
        return [.. versions.Take(2).Select(row => new SubjectVersion(box.Subject(target), row.Version))];
    }

    private string Subject() => $"s{_random.Next(6)}";

    private string Text() => $"{_random.Next(8)}";
#pragma warning restore CA5394
}
