using Orleans.Core.Internal;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>What a process answers of its own grains' memory must be what the grains would answer.</summary>
public sealed class LocalSubjectsTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_that_was_answered_before_is_at_hand()
    {
        var (name, request) = await Known("known");

        Assert.Equal(1, registry.LocalSubjects.FindRegistered(name, request)?.Version);
    }

    [Fact]
    public async Task Another_schema_is_not()
    {
        var (name, _) = await Known("another");

        Assert.Null(registry.LocalSubjects.FindRegistered(name, RegistryGrains.Request("Unknown")));
    }

    [Fact]
    public async Task A_schema_whose_version_was_deleted_is_not()
    {
        var (name, request) = await Known("deleted");

        await registry.Subject(name.ToQualifiedString()).DeleteVersion(1, permanent: false, RegistryGrains.NewCaller(), Token);

        Assert.Null(registry.LocalSubjects.FindRegistered(name, request));
    }

    [Fact]
    public async Task Settings_of_the_subject_count_at_once()
    {
        var (name, request) = await Known("configured");

        await Configure(name, RegistryConfig.Empty with { Normalize = true });

        Assert.Null(registry.LocalSubjects.FindRegistered(name, request));
    }

    [Fact]
    public async Task Nothing_is_at_hand_of_a_subject_that_stands_for_another()
    {
        var (name, request) = await Known("alias");

        await Configure(name, RegistryConfig.Empty with { Alias = "known" });

        Assert.Null(registry.LocalSubjects.FindRegistered(name, request));
        Assert.Null(registry.LocalSubjects.FindVersion(name, 1));
    }

    [Fact]
    public async Task The_latest_version_at_hand_is_that_of_the_last_commit()
    {
        var (name, _) = await Known("latest");
        var subject = registry.Subject(name.ToQualifiedString());

        await subject.Register(RegistryGrains.Request("Newer"), Token);
        await subject.Peek(RegisterRequest.LatestVersion);

        Assert.Equal(2, registry.LocalSubjects.FindVersion(name, RegisterRequest.LatestVersion)?.Version);
    }

    [Fact]
    public async Task A_subject_that_has_left_the_process_leaves_nothing_behind()
    {
        var (name, request) = await Known("leaving");

        await registry.Subject(name.ToQualifiedString()).Cast<IGrainManagementExtension>().DeactivateOnIdle(Token);

        await Eventually.Be(
            "the subject's memory is given up",
            TimeSpan.FromSeconds(30),
            () => registry.LocalSubjects.FindRegistered(name, request) is null);
    }

    [Fact]
    public async Task Who_minds_aliases_is_told_of_the_subject_meant_and_nothing_is_registered()
    {
        var (name, request) = await Known("told");
        await Configure(name, RegistryConfig.Empty with { Alias = "meant" });
        var subject = registry.Subject(name.ToQualifiedString());

        var answer = await subject.Register(RegistryGrains.Request("Newer") with { RedirectIfAlias = true }, Token);

        Assert.Equal(RegistryErrors.Moved("meant"), answer.Error);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    private async Task<(SubjectName Name, RegisterRequest Request)> Known(string local)
    {
        var name = new SubjectName(SubjectName.DefaultContext, local);
        var (subject, request) = (registry.Subject(name.ToQualifiedString()), RegistryGrains.Request("Known"));
        await subject.Register(request, Token);
        await subject.Register(request, Token);
        Assert.NotNull(registry.LocalSubjects.FindRegistered(name, request));
        return (name, request);
    }

    private Task<Outcome<RegistryConfig>> Configure(SubjectName name, RegistryConfig config) => registry.Subject(name.ToQualifiedString()).UpdateConfig(
        new ConfigPatch(ConfigMembers.Alias | ConfigMembers.Normalize, config), RegistryGrains.NewCaller(), Token);
}
