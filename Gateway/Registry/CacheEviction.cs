using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>
/// Takes out of this process's cache what a change has made old before its caller is answered, so that who changes something reads
/// what it wrote. Others follow the change log (<see cref="CacheFollower"/>). It holds wherever the change is carried out.
/// </summary>
internal sealed class CacheEviction(IRegistry registry, SchemaCache schemas) : IRegistry
{
    public Task<Outcome<T>> Ask<T>(Operation<T> operation, CancellationToken cancellationToken) =>
        operation.IsChange ? Change(operation, cancellationToken) : registry.Ask(operation, cancellationToken);

    public IAsyncEnumerable<T> List<T>(Listing<T> listing, CancellationToken cancellationToken) =>
        registry.List(listing, cancellationToken);

    public bool Admits(in Glance glance) => registry.Admits(glance);

    private async Task<Outcome<T>> Change<T>(Operation<T> operation, CancellationToken cancellationToken)
    {
        // When its outcome is unknown it may have been made.
        Outcome<T>? outcome = null;
        try
        {
            return outcome = await registry.Ask(operation, cancellationToken);
        }
        finally
        {
            operation.Evict(schemas, outcome);
        }
    }
}
