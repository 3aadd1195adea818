using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Subjects;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>A subject is not let go while it is at work: who comes then would have to wait for that.</summary>
public sealed class BusySubjectTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static readonly Dictionary<string, Func<ISubjectGrain, Task>> Calls = new()
    {
        ["FindAlias"] = subject => subject.FindAlias(Token),
        ["ListVersions"] = subject => subject.ListVersions(DeletedView.Show, Token),
        ["GetSettings"] = subject => subject.GetSettings(Token),
        ["GetVersion"] = subject => subject.GetVersion(1, includeDeleted: false, Token),
        ["Delete"] = subject => subject.Delete(permanent: true, RegistryGrains.NewCaller(), Token),
        ["EditTags"] = subject => subject.EditTags(
            new TagRequest(1, RegisterRequest.LatestVersion, TagEdits.None, null, null, null, [], RegistryGrains.NewCaller()), Token),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_busy_while_a_call_is_under_way_and_no_longer(string call)
    {
        var (name, live) = (new SubjectName(SubjectName.DefaultContext, $"busy-{call}"), registry.Part<LiveSubjects>());
        bool? wasBusy = null;
        registry.Store.BeforeNextLoad(() =>
        {
            wasBusy = live.Find(name)!.IsBusy;
            return Task.CompletedTask;
        });

        await Calls[call](registry.Subject(name.ToQualifiedString()));

        Assert.True(wasBusy);
        Assert.NotEqual(true, live.Find(name)?.IsBusy);
    }
}
