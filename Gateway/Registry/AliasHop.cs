using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>
/// Sends an operation once more when its subject turns out to be an alias, about the subject that it stands for (reference 2.5,
/// one hop). For all others, which are nearly all, nothing is asked twice. It stands outermost, so that what comes behind it
/// sees each of the two names, the one that is meant last.
/// </summary>
internal sealed class AliasHop(IRegistry registry) : IRegistry
{
    public async Task<Outcome<T>> Ask<T>(Operation<T> operation, CancellationToken cancellationToken)
    {
        var outcome = await registry.Ask(operation, cancellationToken);
        return operation.Target.MayBeAlias && outcome.Error is { Code: RegistryErrors.MovedCode, Message: var target }
            ? await registry.Ask(operation with { Target = Target.Exactly(SubjectName.Parse(target)) }, cancellationToken)
            : outcome;
    }

    public IAsyncEnumerable<T> List<T>(Listing<T> listing, CancellationToken cancellationToken) =>
        registry.List(listing, cancellationToken);

    public bool Admits(in Glance glance) => registry.Admits(glance);
}
