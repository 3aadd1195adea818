using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Lists;

/// <summary>Every subject that stands for another.</summary>
internal sealed record ListAliases(Caller Caller) : Operation<ImmutableArray<SubjectAlias>>(Caller, Target.Everything)
{
    public override Right Right => Right.ReadSchemas;

    public override async Task<Outcome<ImmutableArray<SubjectAlias>>> Run(Local local, CancellationToken cancellationToken) =>
        await local.Reader.ListAliases(cancellationToken);
}
