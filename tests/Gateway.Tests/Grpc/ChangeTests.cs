using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>Deletion, configuration, mode, compatibility checks.</summary>
public sealed class ChangeTests(SharedRegistry registry) : GrpcTests(registry)
{
    [Fact]
    public async Task A_version_is_soft_deleted_before_it_is_deleted_for_good()
    {
        await Register(Order);
        await Register(OrderWithNote);
        var permanently = new DeleteVersionRequest { Subject = Subject, Version = 1, Permanent = true };

        Assert.Equal((StatusCode.NotFound, 40407, "VERSION_NOT_SOFT_DELETED"), await Refusal(Api.DeleteVersionAsync(permanently, Call)));
        var soft = await Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Subject, Version = 1 }, Call);
        var hard = await Api.DeleteVersionAsync(permanently, Call);

        Assert.Equal((1, 1), (soft.Version, hard.Version));
    }

    [Fact]
    public async Task A_subject_is_deleted_with_its_versions()
    {
        await Register(Order);
        await Register(OrderWithNote);

        var deleted = await Api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = Subject }, Call);

        Assert.Equal([1, 2], deleted.Versions);
        Assert.Equal(
            (StatusCode.NotFound, 40404, "SUBJECT_SOFT_DELETED"),
            await Refusal(Api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = Subject }, Call)));
    }

    [Fact]
    public async Task A_context_is_deleted_once_it_is_empty()
    {
        var context = $".d{Guid.NewGuid():N}";
        await Register($":{context}:a", Avro(Order));
        var delete = new DeleteContextRequest { Context = context };
        Assert.Equal((StatusCode.FailedPrecondition, 42211, "CONTEXT_NOT_EMPTY"), await Refusal(Api.DeleteContextAsync(delete, Call)));
        await Api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = $":{context}:a" }, Call);
        await Api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = $":{context}:a", Permanent = true }, Call);

        await Api.DeleteContextAsync(delete, Call);

        Assert.Empty(await All(Api.ListContexts(new ListContextsRequest { Prefix = context }, Call)));
    }

    [Fact]
    public async Task A_change_of_configuration_touches_what_it_names()
    {
        await Update(new Config { CompatibilityLevel = CompatibilityLevel.Full, Normalize = true, CompatibilityGroup = "major" });

        var added = await Update(new Config { ValidateFields = false });
        var cleared = await Update(new Config { CompatibilityGroup = "minor" }, "normalize", "compatibility_group");
        var all = await Update(new Config { CompatibilityLevel = CompatibilityLevel.None }, "*");

        Assert.Equal(
            new Config
            {
                CompatibilityLevel = CompatibilityLevel.Full,
                Normalize = true,
                CompatibilityGroup = "major",
                ValidateFields = false,
            },
            added);
        Assert.Equal(
            new Config { CompatibilityLevel = CompatibilityLevel.Full, CompatibilityGroup = "minor", ValidateFields = false }, cleared);
        Assert.Equal(new Config { CompatibilityLevel = CompatibilityLevel.None }, all);
    }

    [Fact]
    public async Task A_mask_that_names_no_field_is_refused()
    {
        var mask = new FieldMask { Paths = { "colour" } };
        var request = new UpdateConfigRequest { Subject = Subject, Config = new Config(), UpdateMask = mask };

        Assert.Equal((StatusCode.InvalidArgument, 400, "BAD_REQUEST"), await Refusal(Api.UpdateConfigAsync(request, Call)));
    }

    [Fact]
    public async Task What_is_stored_and_what_is_in_force_are_told_apart()
    {
        var before = await Api.GetConfigAsync(new GetConfigRequest { Subject = Subject }, Call);
        await Update(new Config { CompatibilityLevel = CompatibilityLevel.None });
        var after = await Api.GetConfigAsync(new GetConfigRequest { Subject = Subject }, Call);

        Assert.Null(before.Stored);
        Assert.Equal(CompatibilityLevel.Backward, before.Effective.CompatibilityLevel);
        Assert.Equal(CompatibilityLevel.None, after.Stored.CompatibilityLevel);
        Assert.Equal(CompatibilityLevel.None, after.Effective.CompatibilityLevel);
    }

    [Fact]
    public async Task Metadata_and_rules_of_a_configuration_come_back_as_they_were_sent()
    {
        var rule = new Rule { Name = "a", Type = "CEL", Kind = RuleKind.Condition, Mode = RuleMode.Read };
        var config = new Config
        {
            DefaultMetadata = new Protocol.V1.Metadata { Properties = { ["owner"] = "sales" } },
            OverrideRuleSet = new RuleSet { DomainRules = { rule } },
        };

        Assert.Equal(config, await Update(config));
    }

    [Fact]
    public async Task A_configuration_is_deleted_and_shown_once_more()
    {
        await Update(new Config { CompatibilityLevel = CompatibilityLevel.Forward });
        var delete = new DeleteConfigRequest { Subject = Subject };

        var deleted = await Api.DeleteConfigAsync(delete, Call);

        Assert.Equal(CompatibilityLevel.Forward, deleted.Removed.CompatibilityLevel);
        Assert.Equal((StatusCode.NotFound, 40401, "SUBJECT_NOT_FOUND"), await Refusal(Api.DeleteConfigAsync(delete, Call)));
    }

    [Fact]
    public async Task A_context_and_a_subject_have_modes_of_their_own()
    {
        var context = $":.m{Guid.NewGuid():N}:";
        await Api.SetModeAsync(new SetModeRequest { Subject = context, Mode = Mode.Readonly }, Call);

        var inherited = await Api.GetModeAsync(new GetModeRequest { Subject = context + "a" }, Call);
        var refused = await Refusal(Api.RegisterAsync(new RegisterRequest { Subject = context + "a", Schema = Avro(Order) }, Call));
        await Api.SetModeAsync(new SetModeRequest { Subject = context + "b", Mode = Mode.Readwrite }, Call);
        var registered = await Register(context + "b", Avro(Order));
        var removed = await Api.DeleteModeAsync(new DeleteModeRequest { Subject = context, Recursive = true }, Call);

        Assert.Equal((Mode.Unspecified, Mode.Readonly), (inherited.Stored, inherited.Effective));
        Assert.Equal((StatusCode.FailedPrecondition, 42205, "OPERATION_NOT_PERMITTED"), refused);
        Assert.Equal((1, Mode.Readonly), (registered.Version, removed.Removed));
    }

    [Fact]
    public async Task An_import_brings_its_own_ids()
    {
        var context = $":.i{Guid.NewGuid():N}:";
        await Api.SetModeAsync(new SetModeRequest { Subject = context, Mode = Mode.Import }, Call);

        var imported = await Api.RegisterAsync(
            new RegisterRequest { Subject = context + "a", Schema = Avro(Order), Id = 77, Version = 5 }, Call);

        Assert.Equal((77, 5), (imported.Id, imported.Version));
    }

    [Theory]
    [InlineData(Mode.Unspecified)]
    [InlineData((Mode)42)]
    [InlineData(Mode.Forward)]
    public async Task A_mode_that_a_subject_cannot_have_is_refused(Mode mode) => Assert.Equal(
        (StatusCode.InvalidArgument, 42204, "INVALID_MODE"),
        await Refusal(Api.SetModeAsync(new SetModeRequest { Subject = Subject, Mode = mode }, Call)));

    [Fact]
    public async Task A_check_says_what_would_break_and_what_to_do()
    {
        await Register(Order);

        var broken = await Api.CheckCompatibilityAsync(
            new CheckCompatibilityRequest { Subject = Subject, Schema = Avro(OrderWithAmount) }, Call);
        var sound = await Api.CheckCompatibilityAsync(
            new CheckCompatibilityRequest { Subject = Subject, Schema = Avro(OrderWithNote), Version = 1 }, Call);

        Assert.False(broken.IsCompatible);
        Assert.Equal(
            ("READER_FIELD_MISSING_DEFAULT_VALUE", "/fields/1"),
            (Assert.Single(broken.Findings).Rule, broken.Findings[0].Path));
        Assert.NotEmpty(broken.Messages);
        Assert.True(sound.IsCompatible);
    }

    [Fact]
    public async Task A_check_of_what_is_no_schema_is_refused() => Assert.Equal(
        (StatusCode.InvalidArgument, 42201, "INVALID_SCHEMA"),
        await Refusal(Api.CheckCompatibilityAsync(new CheckCompatibilityRequest { Subject = Subject, Schema = Avro("{") }, Call)));

    private async Task<Config> Update(Config config, params string[] paths)
    {
        var mask = paths.Length == 0 ? null : new FieldMask { Paths = { paths } };
        var request = new UpdateConfigRequest { Subject = Subject, Config = config, UpdateMask = mask };
        return (await Api.UpdateConfigAsync(request, Call)).Stored;
    }
}
