using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>
/// Carries operations out in this cluster: with the schemas in this process's memory, and with the grains, whose lost calls are
/// made again on the way (<see cref="Retries.GrainCallRetry"/>).
/// </summary>
internal sealed class Local(
    IGrainFactory grains, SchemaCache schemas, TrafficBudget budget, TimeProvider clock, GatewayOptions options) : IRegistry
{
    public SchemaCache Schemas => schemas;

    public TrafficBudget Budget => budget;

    public TimeProvider Clock => clock;

    public LongWork LongWork => new(clock, options.RequestTimeout);

    public IReaderGrain Reader => grains.Reader();

    public IChangesGrain Changes => grains.Changes();

    public IWebhooksGrain Webhooks => grains.Webhooks();

    public ISubjectGrain Subject(SubjectName subject) => grains.Subject(subject);

    public IScopeGrain Scope(string scope) => grains.Scope(scope);

    public Task<Outcome<T>> Ask<T>(Operation<T> operation, CancellationToken cancellationToken) =>
        operation.Run(this, cancellationToken);

    public IAsyncEnumerable<T> List<T>(Listing<T> listing, CancellationToken cancellationToken) => listing.Run(this, cancellationToken);

    public bool Admits(in Glance glance) => true;
}
