using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.TypeSystem;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

/// <summary>
/// How the words of <c>Model</c>, which know nothing of Orleans, go between processes: under the names that every release has
/// known them by, wherever their types live now. Silos and their clients need the same.
/// </summary>
public static class MessageServices
{
    // Types that go by their full name, and the one they were born with.
    private static readonly (Type Type, string BornAs)[] Moved =
    [
        (typeof(EntityTags), "SchemaRegistry.Schemas.EntityTags,SchemaRegistry.Schemas"),
        (typeof(RegistryConfig), "SchemaRegistry.Schemas.RegistryConfig,SchemaRegistry.Schemas"),
        (typeof(RegistryMode), "SchemaRegistry.Schemas.RegistryMode,SchemaRegistry.Schemas"),
    ];

    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddMovedTypes(Moved)
        .Configure<TypeManifestOptions>(options =>
        {
            options.AddMessage<CompatibilityFinding>("sr.finding");
            options.AddMessage<DeadLetter>("sr.dead-letter");
            options.AddMessage<ListCursor>("sr.cursor");
            options.AddMessage<ListedSubject>("sr.listed-subject");
            options.AddMessage<ListRequest>("sr.list");
            options.AddMessage<Referrer>("sr.referrer");
            options.AddMessage<RegistryError>("sr.error");
            options.AddMessage<SchemaById>("sr.schema-by-id");
            options.AddMessage<SchemaId>("sr.context-id");
            options.AddMessage<SchemaUse>("sr.use");
            options.AddMessage<SubjectAlias>("sr.alias");
            options.AddMessage<SubjectSchema>("sr.subject-schema");
        });

    /// <summary>Types without an alias that have moved, with the names they were born with; see <see cref="FormerTypeNames"/>.</summary>
    internal static IServiceCollection AddMovedTypes(this IServiceCollection services, params (Type Type, string BornAs)[] moved) =>
        services
            .AddSingleton<ITypeConverter>(provider => new FormerTypeNames(provider.GetRequiredService<TypeResolver>(), moved))
            .Configure<TypeManifestOptions>(options => options.AllowedTypes.UnionWith(moved.Select(type => type.BornAs)));

    /// <summary>
    /// A message that never changes: its name on the wire, and that it is handed over and not copied inside a process, as
    /// <see cref="AliasAttribute"/> and <see cref="ImmutableAttribute"/> would say. It needs a converter besides.
    /// </summary>
    internal static void AddMessage<T>(this TypeManifestOptions options, string name)
    {
        options.WellKnownTypeAliases[name] = typeof(T);
        options.AddCopier(typeof(ShallowCopier<T>));
    }
}
