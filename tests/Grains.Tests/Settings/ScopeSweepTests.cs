using SchemaRegistry.Grains.Scopes;
using SchemaRegistry.Model;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Settings;

/// <summary>Work on all the subjects of a context.</summary>
public sealed class ScopeSweepTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_are_read_while_the_modes_of_subjects_are_being_removed()
    {
        await registry.Subject(":.swept:s").SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token);
        var (isHeld, mayGoOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        registry.Store.BeforeNextSubjectChange(() =>
        {
            isHeld.SetResult();
            return mayGoOn.Task;
        });
        var removed = registry.Scope(".swept").DeleteMode(recursive: true, RegistryGrains.NewCaller(), Token);
        await isHeld.Task.WaitAsync(Deadline, Token);

        var read = await Record.ExceptionAsync(() => registry.Scope(".swept").GetSettings(Token).WaitAsync(Deadline, Token));
        mayGoOn.SetResult();

        Assert.Null(read);
        Assert.Null((await removed).Error);
        Assert.Null((await registry.Subject(":.swept:s").GetSettings(Token)).Mode);
    }

    [Fact]
    public async Task What_takes_long_is_done_in_steps_and_goes_on_where_it_was()
    {
        var clock = new ManualClock();
        var left = Enumerable.Range(0, 100).ToHashSet();
        var answers = new List<RegistryError?>();
        while (answers.LastOrDefault() is not null || answers.Count == 0)
        {
            var before = clock.GetTimestamp();
            answers.Add(await new ScopeSweep(clock).Run(
                left.ToArray().ToAsyncEnumerable(),
                number =>
                {
                    left.Remove(number);
                    clock.Advance(TimeSpan.FromMilliseconds(30));
                    return Task.FromResult<RegistryError?>(null);
                }));
            Assert.InRange(clock.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        }

        Assert.Empty(left);
        Assert.InRange(answers.Count, 3, 4);
        Assert.All(answers.SkipLast(1), answer => Assert.Equal(RegistryErrors.Unfinished(), answer));
    }

    [Fact]
    public async Task The_first_refusal_ends_it()
    {
        var refusal = RegistryErrors.CannotImport();

        Assert.Equal(refusal, await new ScopeSweep(new ManualClock()).Run(
            Enumerable.Range(0, 100).ToAsyncEnumerable(), number => Task.FromResult(number == 20 ? refusal : null)));
    }
}
