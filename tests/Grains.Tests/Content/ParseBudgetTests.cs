using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Tests.Content;

/// <summary>What a call of a grain counts as while it goes on.</summary>
public sealed class ParseBudgetTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_that_is_decided_again_weighs_what_it_weighed_at_first()
    {
        var subject = new SubjectName(SubjectName.DefaultContext, "decided-again");
        var request = RegistryGrains.Request("DecidedAgain");
        request = request with { Schema = request.Schema with { Text = request.Schema.Text + new string(' ', 100_000) } };
        var taken = new List<long>();
        registry.Store.BeforeNextCommit(async () =>
        {
            taken.Add(registry.Part<ParseBudget>().Taken);
            registry.Store.BeforeNextCommit(() =>
            {
                taken.Add(registry.Part<ParseBudget>().Taken);
                return Task.CompletedTask;
            });
            await ChangeElsewhere(subject);
        });

        Assert.Null((await registry.Subject(subject.ToQualifiedString()).Register(request, Token)).Error);

        Assert.Equal(2, taken.Count);
        Assert.InRange(taken[0], 1, long.MaxValue);
        Assert.Equal(taken[0], taken[1]);
        Assert.Equal(0, registry.Part<ParseBudget>().Taken);
    }

    private Task<CommitResult> ChangeElsewhere(SubjectName subject) => registry.Store.Commit(
        new ReplaceSubjectSettings(
            subject, 0, RegistryConfig.Empty, null, new SettingsRevisions(0, 0), new CommitOrigin("someone else", Guid.CreateVersion7())),
        Token);
}
