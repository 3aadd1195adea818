using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Tests.Caching;

namespace SchemaRegistry.Gateway.Tests.Registry;

/// <summary>A registry with a recorder before its door.</summary>
public sealed class RecordedRegistry : CountedRegistry
{
    internal Recorder Recorder => Services.GetRequiredService<Recorder>();

    internal IEnumerable<RouteEndpoint> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    protected override void Replace(IServiceCollection services)
    {
        var door = services.Last(service => service.ServiceType == typeof(IRegistry)).ImplementationFactory!;
        services.AddSingleton(provider => new Recorder((IRegistry)door(provider)));
        services.AddSingleton<IRegistry>(provider => provider.GetRequiredService<Recorder>());
    }
}

/// <summary>One for the tests of both protocols, which take turns.</summary>
[CollectionDefinition]
public sealed class RecordedRegistryCollection : ICollectionFixture<RecordedRegistry>;
