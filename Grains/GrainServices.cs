using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Abstractions.Serialization;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Reading;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Subjects;
using SchemaRegistry.Grains.Webhooks;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains;

/// <summary>Adds the registry's grains to a silo. The silo brings the store and the formats.</summary>
public static class GrainServices
{
    public static ISiloBuilder AddRegistryGrains(this ISiloBuilder silo, RegistryOptions options, IEnumerable<ISchemaFormat> formats)
    {
        silo.AddIncomingGrainCallFilter<StoreFaultFilter>();
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = options.MaxLiveSubjects);
        silo.Services.AddMessages();
        silo.Services.AddSingleton(options);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services
            .AddPartsOfStore()
            .AddChanges()
            .AddSettings()
            .AddContent(formats)
            .AddReading()
            .AddSubjects();

        // The options alone: webhooks can be edited everywhere and are delivered by silos that AddWebhookDelivery.
        silo.Services.TryAddSingleton(new WebhookOptions());
        silo.Services.AddSingleton<WebhookEdits>();
        return silo;
    }

    /// <summary>Lets this silo deliver changes to webhooks. The silo brings an <see cref="IWebhookSender"/>.</summary>
    public static ISiloBuilder AddWebhookDelivery(this ISiloBuilder silo, WebhookOptions options)
    {
        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton<WebhookMetrics>();
        silo.Services.AddSingleton<DeliveryLease>();
        silo.Services.AddSingleton<WebhookParts>();
        silo.Services.AddHostedService<WebhookDeliverer>();
        return silo;
    }

    // Each class names the part of the store that it uses.
    private static IServiceCollection AddPartsOfStore(this IServiceCollection services) => services
        .AddSingleton<ISubjectStore>(provider => provider.GetRequiredService<IRegistryStore>())
        .AddSingleton<ISchemaStore>(provider => provider.GetRequiredService<IRegistryStore>())
        .AddSingleton<ISettingsStore>(provider => provider.GetRequiredService<IRegistryStore>())
        .AddSingleton<IChangeLog>(provider => provider.GetRequiredService<IRegistryStore>())
        .AddSingleton<IWebhookStore>(provider => provider.GetRequiredService<IRegistryStore>());

    private static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddSingleton<ChangeMetrics>()
        .AddSingleton<ChangeFollower>()
        .AddHostedService(provider => provider.GetRequiredService<ChangeFollower>())
        .AddHostedService<ChangeSequencer>();

    private static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<SettingsCache>()
        .AddHostedService<SettingsFollower>();

    private static IServiceCollection AddContent(this IServiceCollection services, IEnumerable<ISchemaFormat> formats) => services
        .AddSingleton(new SchemaFormats(formats))
        .AddSingleton<ParseBudget>()
        .AddSingleton<HeavyWork>()
        .AddSingleton<ReferenceResolver>()
        .AddSingleton<ReferencedVersions>()
        .AddSingleton<SiloCache>()
        .AddSingleton<SchemaLibrary>();

    private static IServiceCollection AddReading(this IServiceCollection services) => services
        .AddSingleton<ContextGenerations>()
        .AddSingleton<SharedCacheMetrics>()
        .AddSingleton<SchemaReader>();

    private static IServiceCollection AddSubjects(this IServiceCollection services) => services
        .AddSingleton<VersionReader>()
        .AddSingleton<VersionSearch>()
        .AddSingleton<Lookup>()
        .AddSingleton<RegisteredAlready>()
        .AddSingleton<NewSchemas>()
        .AddSingleton<Candidates>()
        .AddSingleton<CompatibilityMetrics>()
        .AddSingleton<ComparisonMemory>()
        .AddSingleton<CompatibilityCheck>()
        .AddSingleton<Quotas>()
        .AddSingleton<TagEditing>()
        .AddSingleton<SubjectServices>()
        .AddSingleton<ConsistencyMetrics>()
        .AddSingleton<OutcomeSearch>()
        .AddSingleton<UnsettledSubjects>()
        .AddSingleton<RequestMemory>()
        .AddSingleton<LiveSubjects>()
        .AddHostedService<SubjectTurnover>()
        .AddSingleton<ILocalSubjects, LocalSubjects>()
        .AddSingleton<SubjectParts>();
}
