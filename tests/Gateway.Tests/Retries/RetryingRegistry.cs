using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Retries;
using SchemaRegistry.Gateway.Tests.Caching;

namespace SchemaRegistry.Gateway.Tests.Retries;

/// <summary>A registry that makes calls of grains again as a member of a cluster does, and gives up the first try.</summary>
public sealed class RetryingRegistry : CountedRegistry
{
    internal LateSecondCall Calls { get; } = new();

    internal ExpiringCall Expiring { get; } = new();

    protected override void Replace(IServiceCollection services)
    {
        services.AddSingleton<IOutgoingGrainCallFilter, GrainCallRetry>();
        services.AddSingleton<IOutgoingGrainCallFilter>(Calls);
        services.AddSingleton<IOutgoingGrainCallFilter>(Expiring);
    }
}
