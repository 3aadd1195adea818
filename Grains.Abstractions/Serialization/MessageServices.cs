using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.TypeSystem;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

/// <summary>How types that know nothing of Orleans go between silos. Silos and their clients need the same.</summary>
public static class MessageServices
{
    /// <summary>Types without an alias that have moved, with the names they were born with; see <see cref="FormerTypeNames"/>.</summary>
    public static IServiceCollection AddMovedTypes(this IServiceCollection services, params (Type Type, string BornAs)[] moved) =>
        services
            .AddSingleton<ITypeConverter>(provider => new FormerTypeNames(provider.GetRequiredService<TypeResolver>(), moved))
            .Configure<TypeManifestOptions>(options => options.AllowedTypes.UnionWith(moved.Select(type => type.BornAs)));

    /// <summary>
    /// A message that never changes: its name on the wire, and that it is handed over and not copied inside a process, as
    /// <see cref="AliasAttribute"/> and <see cref="ImmutableAttribute"/> would say. It needs a converter besides.
    /// </summary>
    public static void AddMessage<T>(this TypeManifestOptions options, string name)
    {
        options.WellKnownTypeAliases[name] = typeof(T);
        options.AddCopier(typeof(ShallowCopier<T>));
    }
}
