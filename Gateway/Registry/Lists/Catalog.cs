using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Lists;

/// <summary>The subjects that a filter lets pass, by name.</summary>
internal sealed record ListSubjects(Caller Caller, ListFilter Filter, PageSizes Sizes, int Limit = int.MaxValue)
    : Listing<ListedSubject>(Caller, Target.InContext(Filter.Context))
{
    public override Right Right => Right.ReadSchemas;

    public override IAsyncEnumerable<ListedSubject> Run(Local local, CancellationToken cancellationToken) => Paging.Items(
        local.Budget,
        Filter,
        Sizes,
        Limit,
        (filter, size, token) => local.Reader.ListSubjects(new ListRequest(filter, size), token),
        subject => subject.Subject.Length,
        cancellationToken);
}

/// <summary>The versions that a filter lets pass, by subject and version, with their schemas.</summary>
/// <param name="RuleType">Shows only schemas with a rule of this type; null shows all.</param>
internal sealed record ListSchemas(Caller Caller, ListFilter Filter, PageSizes Sizes, string? RuleType = null, int Limit = int.MaxValue)
    : Listing<SubjectSchema>(Caller, Target.InContext(Filter.Context))
{
    public override Right Right => Right.ReadSchemas;

    public override IAsyncEnumerable<SubjectSchema> Run(Local local, CancellationToken cancellationToken) => Paging.Items(
        local.Budget,
        Filter,
        Sizes,
        Limit,
        (filter, size, token) => local.Reader.ListSchemas(new ListRequest(filter, size, RuleType), token),
        schema => Model.Sizes.WeightOf(schema.Content) / sizeof(char),
        cancellationToken);
}

/// <summary>The contexts that begin with a prefix, by name.</summary>
/// <param name="After">The last one seen; null to begin at the beginning.</param>
internal sealed record ListContexts(Caller Caller, string Prefix, string? After, PageSizes Sizes, int Limit = int.MaxValue)
    : Listing<string>(Caller, Target.Everything)
{
    public override Right Right => Right.ReadSchemas;

    public override IAsyncEnumerable<string> Run(Local local, CancellationToken cancellationToken) => Paging.Items(
        local.Budget,
        new ListFilter(null, Prefix, DeletedView.Hide, After: After is null ? null : new ListCursor(After, 0)),
        Sizes,
        Limit,
        (filter, size, token) => local.Reader.ListContexts(Prefix, filter.After?.Subject, size, token),
        context => context.Length,
        cancellationToken);
}
