using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

public sealed class SmokeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_works()
    {
        await using var server = await PostgresServer.Start();
        await using var store = new PostgresStore(new PostgresStoreOptions(await server.CreateDatabase()));
        await Task.WhenAll(store.Migrate(Token), store.Migrate(Token), store.Migrate(Token));
        await store.Ping(Token);
        var box = new Sandbox(store);
        var one = await box.Register("s", "1");
        await box.Register("s", "2", new SubjectVersion(box.Subject("s"), 1));
        var found = await box.Find(one.Id);
        Assert.Equal("1", found!.Content.Text);
        Assert.Equal(CommitStatus.Referenced, (await box.Delete("s", 1)).Status);
        Assert.Equal(CommitStatus.Committed, (await box.Delete("s", 2)).Status);
        Assert.Equal(CommitStatus.Committed, (await box.DeletePermanently("s", 2)).Status);
        Assert.Single(await store.ListVersions(box.Everything(), false, Token).ToListAsync(Token));
        Assert.Single(await store.ListSubjects(box.Everything(), Token).ToListAsync(Token));
        Assert.Equal([".", box.Context], await store.ListContexts("", Token).ToListAsync(Token));
    }
}
