using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Settings;

/// <summary>When a change of what is set above a subject is in force for it. What is remembered lasts a minute here.</summary>
public sealed class SettingsCacheTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(".at-once")]
    [InlineData(".__GLOBAL")]
    public async Task A_change_of_a_scope_is_in_force_for_the_next_request(string scope)
    {
        var subject = registry.Subject($":.at-once:{scope.Length}");
        await subject.Register(RegistryGrains.Request("One"), Token);
        Assert.False(await IsCompatible(subject));

        await registry.Scope(scope).UpdateConfig(NoLevel, RegistryGrains.NewCaller(), Token);

        Assert.True(await IsCompatible(subject));
        await registry.Scope(scope).DeleteConfig(RegistryGrains.NewCaller(), Token);
        Assert.False(await IsCompatible(subject));
    }

    [Fact]
    public async Task A_change_that_another_process_made_is_in_force_when_the_log_shows_it()
    {
        var subject = registry.Subject(":.elsewhere:s");
        await subject.Register(RegistryGrains.Request("One"), Token);
        Assert.False(await IsCompatible(subject));

        await ChangeElsewhere(".elsewhere");

        await Eventually.Be("a level that was set elsewhere in force", Deadline, () => IsCompatible(subject));
    }

    [Fact]
    public async Task A_registration_whose_commit_misses_keeps_the_id_it_has_taken()
    {
        var subject = registry.Subject(":.kept-id:s");
        var first = await subject.Register(RegistryGrains.Request("One"), Token);
        registry.Store.BeforeNextCommit(() => ChangeElsewhere(".kept-id"));

        var second = await subject.Register(RegistryGrains.Request("Two"), Token);

        Assert.Equal((1, 2), (first.Value!.Id, second.Value!.Id));
    }

    private static ConfigPatch NoLevel => new(ConfigMembers.Level, RegistryConfig.Empty with { Level = CompatibilityLevel.None });

    private static async Task<bool> IsCompatible(ISubjectGrain subject) => (await subject.CheckCompatibility(
        new CompatibilityRequest(RegistryGrains.Request("Another").Schema, Version: null, Normalize: false, Verbose: false), Token)).Value!.IsCompatible;

    private Task<CommitResult> ChangeElsewhere(string scope) => registry.Store.Sound.Commit(
        new ReplaceScopeSettings(
            scope, 0, RegistryConfig.Empty with { Level = CompatibilityLevel.None }, null, new CommitOrigin("tester", Guid.CreateVersion7()), SettingsPart.Config),
        Token);
}
