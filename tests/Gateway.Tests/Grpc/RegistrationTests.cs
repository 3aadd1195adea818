using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

public sealed class RegistrationTests(SharedRegistry registry) : GrpcTests(registry)
{
    [Fact]
    public async Task A_schema_registered_over_gRPC_is_the_same_over_REST()
    {
        var registered = await Register(Order);

        var shown = await Registry.Client.GetFromJsonAsync<JsonElement>($"subjects/{Subject}/versions/1", Token);
        Assert.Equal(
            (shown.GetProperty("id").GetInt32(), shown.GetProperty("version").GetInt32(), shown.GetProperty("guid").GetString()),
            (registered.Id, registered.Version, registered.Guid));
    }

    [Fact]
    public async Task What_gRPC_registers_REST_shows_at_once_as_they_ask_one_activation()
    {
        var latest = $"subjects/{Subject}/versions/latest";
        await Register(Order);
        await Registry.Client.GetFromJsonAsync<JsonElement>(latest, Token);

        await Register(OrderWithNote);

        Assert.Equal(2, (await Registry.Client.GetFromJsonAsync<JsonElement>(latest, Token)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Registering_again_gives_the_same_id_and_version()
    {
        var first = await Register(Order);

        Assert.Equal(first, await Register(Order));
    }

    [Theory]
    [InlineData(SchemaType.Unspecified, "\"string\"")]
    [InlineData(SchemaType.Avro, "\"string\"")]
    [InlineData(SchemaType.Json, """{"type":"object"}""")]
    [InlineData(SchemaType.Protobuf, "syntax = \"proto3\";\nmessage Order {\n  string id = 1;\n}\n")]
    public async Task Every_format_is_registered_and_looked_up(SchemaType type, string text)
    {
        var schema = new Schema { Type = type, Text = text };
        var registered = await Register(Subject, schema);

        var found = await Api.LookupAsync(new LookupRequest { Subject = Subject, Schema = schema }, Call);

        Assert.Equal((registered.Id, 1), (found.Version.Id, found.Version.Version));
        Assert.Equal(type == SchemaType.Unspecified ? SchemaType.Avro : type, found.Version.Schema.Type);
    }

    [Fact]
    public async Task An_incompatible_schema_is_refused_with_the_code_of_the_registry()
    {
        await Register(Order);

        var refusal = await Refusal(Api.RegisterAsync(new RegisterRequest { Subject = Subject, Schema = Avro(OrderWithAmount) }, Call));

        Assert.Equal((StatusCode.FailedPrecondition, 40901, "INCOMPATIBLE_SCHEMA"), refusal);
    }

    [Fact]
    public async Task An_incompatible_schema_is_registered_by_force()
    {
        await Register(Order);

        var forced = await Api.RegisterAsync(
            new RegisterRequest { Subject = Subject, Schema = Avro(OrderWithAmount), Force = true }, Call);

        Assert.Equal(2, forced.Version);
    }

    [Fact]
    public async Task A_version_that_is_not_the_next_is_refused()
    {
        await Register(Order);

        var refusal = await Refusal(
            Api.RegisterAsync(new RegisterRequest { Subject = Subject, Schema = Avro(OrderWithNote), Version = 7 }, Call));

        Assert.Equal((StatusCode.InvalidArgument, 42201, "INVALID_SCHEMA"), refusal);
    }

    [Fact]
    public async Task An_id_of_the_callers_own_needs_import_mode()
    {
        var refusal = await Refusal(Api.RegisterAsync(new RegisterRequest { Subject = Subject, Schema = Avro(Order), Id = 900_000 }, Call));

        Assert.Equal((StatusCode.FailedPrecondition, 42205, "OPERATION_NOT_PERMITTED"), refusal);
    }

    [Fact]
    public async Task A_reference_is_resolved_and_shown()
    {
        await Register(Subject, Avro("""{"type":"record","name":"Money","fields":[{"name":"cents","type":"long"}]}"""));
        var schema = Avro("""{"type":"record","name":"Bill","fields":[{"name":"total","type":"Money"}]}""");
        schema.References.Add(new SchemaReference { Name = "Money", Subject = Subject, Version = -1 });
        var registered = await Register($"{Subject}-bill", schema);

        var shown = await Api.GetSchemaAsync(new GetSchemaRequest { Id = new SchemaId { Id = registered.Id } }, Call);
        var referrer = Assert.Single(await All(Api.ListReferrers(new ListReferrersRequest { Subject = Subject }, Call)));

        Assert.Equal(1, Assert.Single(shown.Schema.References).Version);
        Assert.Equal((registered.Id, $"{Subject}-bill", 1), (referrer.Id.Id, referrer.Subject, referrer.Version));
    }

    [Fact]
    public async Task Metadata_and_rules_come_back_as_they_were_sent()
    {
        var schema = Avro(Order);
        schema.Metadata = new Protocol.V1.Metadata
        {
            Tags = { ["Order.id"] = new Tags { Names = { "PII" } } },
            Properties = { ["owner"] = "sales" },
            Sensitive = { "owner" },
        };
        schema.RuleSet = new RuleSet
        {
            EnableAt = RuleExecution.Client,
            MigrationRules = { new Rule { Name = "up", Type = "JSONATA", Kind = RuleKind.Transform, Mode = RuleMode.Upgrade, Expr = "$" } },
            DomainRules =
            {
                new Rule
                {
                    Name = "hasId",
                    Doc = "an order has an id",
                    Type = "CEL",
                    Kind = RuleKind.Condition,
                    Mode = RuleMode.Write,
                    Tags = { "PII" },
                    Params = { ["a"] = "b" },
                    Expr = "message.id != ''",
                    OnSuccess = "NONE",
                    OnFailure = "ERROR",
                    Disabled = true,
                },
            },
        };
        await Register(Subject, schema);

        var shown = await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject }, Call);

        Assert.Equal((schema.Metadata, schema.RuleSet), (shown.Version.Schema.Metadata, shown.Version.Schema.RuleSet));
    }

    [Fact]
    public async Task A_rule_set_with_a_flaw_is_refused_as_over_REST()
    {
        var schema = Avro(Order);
        schema.RuleSet = new RuleSet { DomainRules = { new Rule { Name = "a", Type = "CEL" }, new Rule { Name = "a", Type = "CEL" } } };

        var refusal = await Refusal(Api.RegisterAsync(new RegisterRequest { Subject = Subject, Schema = schema }, Call));

        Assert.Equal((StatusCode.InvalidArgument, 42210, "INVALID_RULE_SET"), refusal);
    }

    [Theory]
    [InlineData("a\u0001b")]
    [InlineData("__GLOBAL")]
    [InlineData(":.__GLOBAL:orders")]
    public async Task Nothing_is_registered_under_a_subject_that_cannot_be(string subject)
    {
        var refusal = await Refusal(Api.RegisterAsync(new RegisterRequest { Subject = subject, Schema = Avro(Order) }, Call));

        Assert.Equal((StatusCode.InvalidArgument, 42208, "INVALID_SUBJECT"), refusal);
    }

    [Fact]
    public async Task A_registration_without_a_schema_says_so()
    {
        var refusal = await Refusal(Api.RegisterAsync(new RegisterRequest { Subject = Subject }, Call));

        Assert.Equal((StatusCode.InvalidArgument, 422, "MISSING_ARGUMENT"), refusal);
    }

    [Fact]
    public async Task A_named_context_counts_its_own_ids()
    {
        var context = $".c{Guid.NewGuid():N}";
        var registered = await Register($":{context}:orders", Avro(Order));

        var shown = await Api.GetSchemaAsync(
            new GetSchemaRequest { Id = new SchemaId { Context = context[1..], Id = 1 }, Subject = "orders", FetchMaxId = true },
            Call);

        Assert.Equal((1, context, 1), (registered.Id, shown.Id.Context, shown.MaxId));
        Assert.Equal($":{context}:orders", shown.Use.Subject);
    }
}
