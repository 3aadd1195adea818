using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

public sealed class ListTests(SharedRegistry registry) : GrpcTests(registry)
{
    private readonly string _context = $".l{Guid.NewGuid():N}";

    [Fact]
    public async Task Subjects_are_listed_by_name_from_where_the_caller_left_off()
    {
        await RegisterIn(_context, "b", "a", "c");

        var all = await All(Api.ListSubjects(new ListSubjectsRequest { Context = _context }, Call));
        var first = await All(Api.ListSubjects(new ListSubjectsRequest { Context = _context, Limit = 1 }, Call));
        var rest = await All(Api.ListSubjects(new ListSubjectsRequest { Context = _context, AfterSubject = first[^1].Subject }, Call));

        Assert.Equal([$":{_context}:a", $":{_context}:b", $":{_context}:c"], all.Select(item => item.Subject));
        Assert.Equal(all, [.. first, .. rest]);
    }

    [Fact]
    public async Task Subjects_are_listed_across_contexts_by_prefix()
    {
        var prefix = $"p{Guid.NewGuid():N}";
        await RegisterIn(_context, $"{prefix}-1");
        await Register($"{prefix}-2", Avro(Order));

        var listed = await All(Api.ListSubjects(new ListSubjectsRequest { AllContexts = true, NamePrefix = prefix }, Call));

        Assert.Equivalent(new[] { $"{prefix}-2", $":{_context}:{prefix}-1" }, listed.Select(item => item.Subject), strict: true);
    }

    [Fact]
    [Slow]
    public async Task More_subjects_than_a_page_holds_are_all_listed_once()
    {
        var names = Enumerable.Range(0, 50).Select(number => $"s{number:00}").ToArray();
        await RegisterIn(_context, names);

        var listed = await All(Api.ListSubjects(new ListSubjectsRequest { Context = _context }, Call));

        Assert.Equal(names.Select(name => $":{_context}:{name}"), listed.Select(item => item.Subject));
    }

    [Fact]
    public async Task Schemas_are_listed_with_their_texts()
    {
        await RegisterIn(_context, "a");
        await Register($":{_context}:a", Avro(OrderWithNote));

        var all = await All(Api.ListSchemas(new ListSchemasRequest { Context = _context }, Call));
        var latest = await All(Api.ListSchemas(new ListSchemasRequest { Context = _context, LatestOnly = true }, Call));
        var after = await All(Api.ListSchemas(
            new ListSchemasRequest { Context = _context, AfterSubject = all[0].Version.Subject, AfterVersion = 1 }, Call));

        Assert.Equal([(1, Order), (2, OrderWithNote)], all.Select(item => (item.Version.Version, item.Version.Schema.Text)));
        Assert.Equal(2, Assert.Single(latest).Version.Version);
        Assert.Equal(2, Assert.Single(after).Version.Version);
    }

    [Fact]
    public async Task Contexts_are_listed_by_prefix()
    {
        await RegisterIn(_context, "a");

        var listed = await All(Api.ListContexts(new ListContextsRequest { Prefix = _context }, Call));

        Assert.Equal(_context, Assert.Single(listed).Context);
    }

    [Fact]
    public async Task Versions_are_listed_by_soft_deletion()
    {
        await Register(Order);
        await Register(OrderWithNote);
        await Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Subject, Version = 1 }, Call);

        async Task<IEnumerable<(int, bool)>> Versions(DeletedView view)
        {
            var listed = await All(Api.ListVersions(new ListVersionsRequest { Subject = Subject, Deleted = view }, Call));
            return listed.Select(item => (item.Version, item.Deleted));
        }

        Assert.Equal([(2, false)], await Versions(DeletedView.Unspecified));
        Assert.Equal([(1, true), (2, false)], await Versions(DeletedView.Include));
        Assert.Equal([(1, true)], await Versions(DeletedView.Only));
    }

    [Fact]
    public async Task Versions_of_a_subject_that_is_not_there_are_not_found() => Assert.Equal(
        (StatusCode.NotFound, 40401, "SUBJECT_NOT_FOUND"),
        await Refusal(Api.ListVersions(new ListVersionsRequest { Subject = Subject }, Call)));

    [Fact]
    public async Task The_uses_and_ids_of_a_schema_are_listed()
    {
        var registered = await Register(Order);

        var uses = await All(Api.ListSchemaUses(new ListSchemaUsesRequest { Id = new SchemaId { Id = registered.Id } }, Call));
        var ids = await All(Api.ListSchemaIds(new ListSchemaIdsRequest { Guid = registered.Guid }, Call));

        Assert.Contains(Subject, uses.Select(item => item.Use.Subject));
        Assert.Contains(new SchemaId { Context = ".", Id = registered.Id }, ids.Select(item => item.Id));
    }

    [Fact]
    public async Task A_limit_cannot_be_negative() => Assert.Equal(
        (StatusCode.InvalidArgument, 400, "BAD_REQUEST"), await Refusal(Api.ListSubjects(new ListSubjectsRequest { Limit = -1 }, Call)));

    private async Task RegisterIn(string context, params string[] names)
    {
        foreach (var name in names)
        {
            await Register($":{context}:{name}", Avro(Order));
        }
    }
}
