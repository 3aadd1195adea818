using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.TypeSystem;
using SchemaRegistry.Grains.Abstractions.Serialization;

namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>The serializers as silos and their clients set them up.</summary>
public sealed class SerializerServices : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSerializer().AddMessages().BuildServiceProvider();

    public Serializer Serializer => _services.GetRequiredService<Serializer>();

    public DeepCopier Copier => _services.GetRequiredService<DeepCopier>();

    public TypeConverter Types => _services.GetRequiredService<TypeConverter>();

    public void Dispose() => _services.Dispose();
}
