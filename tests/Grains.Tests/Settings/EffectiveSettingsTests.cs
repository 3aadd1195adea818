using System.Text.Json;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Grains.Tests.Settings;

/// <summary>Which settings are in force for a subject (reference 8.3 and 9).</summary>
public sealed class EffectiveSettingsTests
{
    private static readonly RegistryConfig Full = new(Level: CompatibilityLevel.Full);
    private static readonly RegistryConfig None = new(Level: CompatibilityLevel.None);

    [Fact]
    public void A_subjects_own_configuration_outranks_all() =>
        Assert.Equal(CompatibilityLevel.Full, Outer(context: None, global: None).For(Full, null).Config.Level);

    [Fact]
    public void Without_its_own_the_contexts_counts() =>
        Assert.Equal(CompatibilityLevel.Full, Outer(context: Full, global: None).For(null, null).Config.Level);

    [Fact]
    public void Without_a_contexts_the_global_one_counts() =>
        Assert.Equal(CompatibilityLevel.Full, Outer(global: Full).For(null, null).Config.Level);

    [Fact]
    public void Without_any_the_servers_level_counts() =>
        Assert.Equal(CompatibilityLevel.Forward, Outer().For(null, null).Terms(CompatibilityLevel.Forward).Level);

    [Fact]
    public void A_level_that_a_subjects_configuration_leaves_out_is_the_servers_and_not_the_contexts() =>
        Assert.Equal(
            CompatibilityLevel.Backward,
            Outer(context: None).For(new RegistryConfig(Normalize: true), null).Terms(CompatibilityLevel.Backward).Level);

    [Theory]
    [InlineData(".", true)]
    [InlineData(".elsewhere", null)]
    public void Normalize_is_inherited_from_the_top_in_the_default_context_only(string context, bool? expected)
    {
        var outer = Outer(new RegistryConfig(Normalize: true), scope: context);

        Assert.Equal(expected, outer.For(Full, null).Config.Normalize);
    }

    [Fact]
    public void An_alias_is_never_inherited() =>
        Assert.Null(Outer(new RegistryConfig(Alias: "other")).For(Full, null).Config.Alias);

    [Fact]
    public void A_mode_is_the_subjects_else_the_contexts_else_the_global_one()
    {
        var outer = Outer(contextMode: RegistryMode.ReadOnly, globalMode: RegistryMode.Import);

        Assert.Equal(RegistryMode.ReadWrite, outer.For(null, RegistryMode.ReadWrite).Mode);
        Assert.Equal(RegistryMode.ReadOnly, outer.For(null, null).Mode);
        Assert.Equal(RegistryMode.Import, Outer(globalMode: RegistryMode.Import).For(null, null).Mode);
        Assert.Equal(RegistryMode.ReadWrite, Outer().For(null, null).Mode);
    }

    [Fact]
    public void A_level_or_policy_that_is_not_known_is_taken_for_the_strictest()
    {
        var own = new RegistryConfig(CompatibilityLevel.Unknown, CompatibilityPolicy.Unknown);

        var terms = Outer(context: None).For(own, null).Terms(CompatibilityLevel.Backward);

        Assert.Equal((CompatibilityLevel.FullTransitive, CompatibilityPolicy.Strict), (terms.Level, terms.Policy));
    }

    [Fact]
    public void Under_a_mode_that_is_not_known_nothing_is_changed() =>
        Assert.Equal(42205, Outer(contextMode: RegistryMode.Unknown).For(null, null).RefusalIfReadOnly(new SubjectName(".", "s"))!.Code);

    [Fact]
    public void What_a_newer_build_has_stored_beside_stays_when_a_member_is_changed()
    {
        var unknown = UnknownMembers.With(null, "newer", JsonElement.Parse("1"));
        var patch = new ConfigPatch(ConfigMembers.Level, Full);

        Assert.Equal(Full with { Unknown = unknown }, patch.ApplyTo(None with { Unknown = unknown }));
    }

    private static OuterSettings Outer(
        RegistryConfig? context = null,
        RegistryConfig? global = null,
        RegistryMode? contextMode = null,
        RegistryMode? globalMode = null,
        string scope = ".") => new(
        new ScopeSettings(scope, 1, context, contextMode), new ScopeSettings(SubjectName.GlobalContext, 1, global, globalMode));
}
