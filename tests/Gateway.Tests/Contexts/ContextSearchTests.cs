using System.Net.Http.Json;
using SchemaRegistry.Gateway.Tests.Caching;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Gateway.Tests.Contexts;

/// <summary>A plain name that lies in many contexts (reference 2.3 and 2.4): how many subjects are asked.</summary>
[Slow]
public sealed class ContextSearchTests(CountedRegistry registry) : IClassFixture<CountedRegistry>, IAsyncLifetime
{
    private const int Contexts = 100;
    private static readonly SchemaContent Content = new(SchemaType.Avro, "\"string\"", []);
    private readonly string _name = $"s-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>As other processes have registered it: no grain of this one knows of it.</summary>
    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Contexts; i++)
        {
            var subject = new SubjectName($".{_name}-{i:000}", _name);
            var id = (await registry.Store.TakeIds(subject.Context, 1, Token))[0];
            var change = new RegisterVersion(
                subject, 0, 1, id, IdSource.New, Content, ContentHash.Of(Content), SchemaGuid.Of(Content), [], [],
                new SettingsRevisions(0, 0), new CommitOrigin("tester", Guid.NewGuid()));
            Assert.Equal(CommitStatus.Committed, (await registry.Store.Commit(change, Token)).Status);
        }
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_version_that_no_context_has_is_not_sought_by_asking_each()
    {
        var before = registry.Store.Loads;

        Assert.Equal(40401, (await registry.Get($"subjects/{_name}/versions/2")).GetProperty("error_code").GetInt32());
        Assert.Equal(40401, (await registry.Get($"subjects/{_name}/versions/2/referencedby")).GetProperty("error_code").GetInt32());
        Assert.InRange(registry.Store.Loads - before, 0, 1);
    }

    [Fact]
    public async Task A_version_is_read_where_it_is()
    {
        var before = registry.Store.Loads;

        Assert.Equal($":.{_name}-000:{_name}", (await registry.Get($"subjects/{_name}/versions/latest")).GetProperty("subject").GetString());
        Assert.InRange(registry.Store.Loads - before, 1, 2);
    }

    [Fact]
    public async Task An_id_that_no_context_uses_under_the_name_is_not_sought_by_reading_each()
    {
        var before = registry.Store.Reads;

        Assert.Equal(40403, (await registry.Get($"schemas/ids/2?subject={_name}")).GetProperty("error_code").GetInt32());
        Assert.InRange(registry.Store.Reads - before, 0, 4);
    }

    [Fact]
    public async Task A_schema_is_found_in_the_first_context_that_holds_it()
    {
        using var found = await registry.Client.PostAsJsonAsync($"subjects/{_name}", new { schema = "\"string\"" }, Token);
        using var missing = await registry.Client.PostAsJsonAsync($"subjects/{_name}", new { schema = "\"int\"" }, Token);

        Assert.Contains($":.{_name}-000:{_name}", await found.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(404, (int)missing.StatusCode);
    }
}
