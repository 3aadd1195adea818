using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>What REST has beside the plain calls: aliases, tags inside texts, qualified references, retries.</summary>
public sealed class ParityTests(SharedRegistry registry) : GrpcTests(registry)
{
    [Fact]
    public async Task An_alias_stands_for_its_subject()
    {
        await Api.UpdateConfigAsync(new UpdateConfigRequest { Subject = Subject + "-alias", Config = new Config { Alias = Subject } }, Call);
        var registered = await Register(Subject + "-alias", Avro(Order));

        var found = await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject + "-alias" }, Call);
        Assert.Equal((Subject, registered.Id), (found.Version.Subject, found.Version.Id));
    }

    [Fact]
    public async Task Tags_are_edited_and_found()
    {
        var field = new EntityTags { Path = "Order.id", Kind = EntityKind.Field, Tags = { "PII" } };
        var registered = await Api.RegisterAsync(
            new RegisterRequest { Subject = Subject, Schema = Avro(Order), TagsToAdd = { field } }, Call);

        var version = await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject, FindTags = { "PII" } }, Call);
        var schema = await Api.GetSchemaAsync(
            new GetSchemaRequest { Id = new SchemaId { Id = registered.Id }, FindTags = { "*" } }, Call);
        Assert.Equal([field], version.Version.Tags);
        Assert.Equal([field], schema.Tags);
        Assert.Empty((await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject, FindTags = { "NONE" } }, Call)).Version.Tags);
    }

    [Fact]
    public async Task Tags_metadata_and_rules_of_a_version_are_edited_into_a_new_one()
    {
        await Register(Order);
        var request = new EditTagsRequest
        {
            Subject = Subject,
            Version = 1,
            TagsToAdd = { new EntityTags { Path = "Order.id", Kind = EntityKind.Field, Tags = { "PII" } } },
            Metadata = new Protocol.V1.Metadata { Properties = { ["owner"] = "orders" } },
            RulesToMerge = new RuleSet { DomainRules = { new Rule { Name = "r", Type = "CEL" } } },
            RequestId = Guid.NewGuid().ToString(),
        };

        var edited = (await Api.EditTagsAsync(request, Call)).Version;
        var again = (await Api.EditTagsAsync(request, Call)).Version;

        Assert.Equal((2, "orders", "r"), (edited.Version, edited.Schema.Metadata.Properties["owner"], edited.Schema.RuleSet.DomainRules[0].Name));
        Assert.Contains("PII", edited.Schema.Text, StringComparison.Ordinal);
        Assert.Equal(2, again.Version);
        request = new EditTagsRequest { Subject = Subject, Version = 3 };
        Assert.Equal((StatusCode.NotFound, 40402, "VERSION_NOT_FOUND"), await Refusal(Api.EditTagsAsync(request, Call)));
    }

    [Fact]
    public async Task A_soft_deleted_version_is_restored()
    {
        var registered = await Register(Order);
        var restore = new RestoreVersionRequest { Subject = Subject, Version = 1 };
        await Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Subject, Version = 1 }, Call);

        var restored = (await Api.RestoreVersionAsync(restore, Call)).Version;

        Assert.Equal((1, registered.Id, false), (restored.Version, restored.Id, restored.Deleted));
        Assert.Equal(1, (await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject }, Call)).Version.Version);
        restore.Version = -1;
        Assert.Equal((StatusCode.InvalidArgument, 42202, "INVALID_VERSION"), await Refusal(Api.RestoreVersionAsync(restore, Call)));
    }

    [Fact]
    public async Task References_are_qualified_on_request()
    {
        await Register(Subject + "-b", Avro("""{"type":"record","name":"B","fields":[]}"""));
        var schema = Avro("""{"type":"record","name":"A","fields":[{"name":"b","type":"B"}]}""");
        schema.References.Add(new SchemaReference { Name = "B", Subject = Subject + "-b", Version = 1 });
        await Register(Subject, schema);

        var found = await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject, QualifyReferences = true }, Call);
        Assert.Equal($":.:{Subject}-b", Assert.Single(found.Version.Schema.References).Subject);
    }

    [Fact]
    public async Task Schemas_are_listed_by_the_type_of_their_rules()
    {
        var schema = Avro(Order);
        schema.RuleSet = new RuleSet { DomainRules = { new Rule { Name = "r", Type = "CEL" } } };
        await Register(Subject, schema);

        Assert.Single(await All(Api.ListSchemas(new ListSchemasRequest { NamePrefix = Subject, RuleType = "CEL" }, Call)));
        Assert.Empty(await All(Api.ListSchemas(new ListSchemasRequest { NamePrefix = Subject, RuleType = "OTHER" }, Call)));
    }

    [Fact]
    public async Task A_deletion_sent_again_gets_the_first_answer()
    {
        await Register(Order);
        var request = new DeleteSubjectRequest { Subject = Subject, RequestId = Guid.NewGuid().ToString() };

        Assert.Equal([1], (await Api.DeleteSubjectAsync(request, Call)).Versions);
        Assert.Equal([1], (await Api.DeleteSubjectAsync(request, Call)).Versions);
        request.RequestId = Guid.NewGuid().ToString();
        Assert.Equal((StatusCode.NotFound, 40404, "SUBJECT_SOFT_DELETED"), await Refusal(Api.DeleteSubjectAsync(request, Call)));
    }

    [Fact]
    public async Task A_request_id_is_a_UUID() => Assert.Equal(
        (StatusCode.InvalidArgument, 400, "BAD_REQUEST"),
        await Refusal(Api.RegisterAsync(new RegisterRequest { Subject = Subject, Schema = Avro(Order), RequestId = "7" }, Call)));
}
