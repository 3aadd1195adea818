using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Tests.Changes;

/// <summary>What a newer build has logged, as callers see it.</summary>
public sealed class ChangeEntryTests
{
    [Theory]
    [InlineData(7, "{}")]
    [InlineData(-1, "[]")]
    [InlineData((int)ChangeKind.Registered, """{"version":{}}""")]
    [InlineData((int)ChangeKind.Deleted, """{"versions":"all"}""")]
    [InlineData((int)ChangeKind.SubjectSettingsChanged, """{"config":7}""")]
    public void What_cannot_be_read_is_unknown(int kind, string payload)
    {
        var entry = Entry((ChangeKind)kind, payload);

        Assert.Equal((ChangeType.Unknown, ":.c:s", 3L), (entry.Type, entry.Subject, entry.Revision));
        Assert.Empty(entry.Versions);
    }

    [Fact]
    public void An_unknown_change_names_what_all_kinds_name()
    {
        var entry = Entry((ChangeKind)7, """{"versions":[1,2],"purged":[9],"newer":{}}""");

        Assert.Equal([1, 2], entry.Versions);
        Assert.Equal([9], entry.PurgedIds);
    }

    [Fact]
    public void What_a_payload_leaves_out_is_empty()
    {
        var entry = Entry(ChangeKind.Registered, $$"""{"version":1,"id":2,"guid":"{{Guid.Empty}}"}""");

        Assert.Equal(ChangeType.Registered, entry.Type);
        Assert.Empty(entry.Replaced);
        Assert.Empty(entry.PurgedIds);
    }

    [Fact]
    public void Settings_with_values_and_members_that_are_not_known_are_shown_as_far_as_they_are()
    {
        var entry = Entry(
            ChangeKind.SubjectSettingsChanged,
            """{"config":{"level":"STRICTEST","alias":"a","newer":1},"mode":["ARCHIVED"],"changed":"quotas","newer":2}""");

        Assert.Equal((ChangeType.Settings, RegistryMode.Unknown), (entry.Type, entry.Mode!.Value));
        Assert.Equal((CompatibilityLevel.Unknown, "a"), (entry.Config!.Level!.Value, entry.Config.Alias));
    }

    [Fact]
    public void Types_that_are_not_known_stand_for_no_kind() =>
        Assert.Empty(ChangeEntries.KindsOf([ChangeType.Unknown, (ChangeType)99]));

    private static ChangeEntry Entry(ChangeKind kind, string payload) => ChangeEntries.Of(
        new NumberedChange(5, new LoggedChange(8, "local", new SubjectName(".c", "s"), 3, kind, payload, "x", Guid.NewGuid(), 1)), Guid.NewGuid());
}
