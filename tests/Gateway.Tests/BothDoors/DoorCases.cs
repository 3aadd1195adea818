using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>Behaviours of one feature: each public method is one. Every one has a subject and a context that no other uses.</summary>
public abstract class DoorCases(IDoor door)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    protected IDoor Door => door;

    protected string Subject { get; } = $"s-{Guid.NewGuid():N}"[..14];

    protected string Alias => Subject + "-alias";

    /// <summary>A context's name, with its dot.</summary>
    protected string Context { get; } = $".c-{Guid.NewGuid():N}"[..14];

    protected string Qualified => $":{Context}:{Subject}";

    /// <summary>The context itself, as the owner of settings.</summary>
    protected string ContextScope => $":{Context}:";

    protected Task<Registered> Register(string subject, string text) => door.Register(subject, new Draft(text));

    /// <summary>Records with one, two, … fields, each version compatible with the one before.</summary>
    protected async Task RegisterVersions(string subject, int count)
    {
        for (var version = 1; version <= count; version++)
        {
            await Register(subject, Avro.RecordOf(version));
        }
    }

    protected Task SetAlias(string alias, string target) => door.Configure(alias, new Settings(Alias: target));

    /// <summary>What a process has in memory is out of date until it has heard of a change that was made by way of another.</summary>
    protected static async Task Soon(Func<Task<bool>> isSo)
    {
        if (OwnRegistry.IsSpread)
        {
            await Eventually.Be("a process to have heard of the change", Deadline, isSo);
        }
        else
        {
            Assert.True(await isSo());
        }
    }

    protected static Task SoonRefused(int code, Func<Task> ask) =>
        Soon(async () => await Record.ExceptionAsync(ask) is RefusedException refusal && refusal.Code == code);

    protected static async Task Refused(int code, Task asked) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(() => asked)).Code);
}
