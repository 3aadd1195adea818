using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Abstractions.Serialization;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Subjects;
using SchemaRegistry.Grains.Webhooks;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains;

/// <summary>Adds the registry's grains to a silo. The silo brings the store and the formats.</summary>
public static class GrainServices
{
    public static ISiloBuilder AddRegistryGrains(this ISiloBuilder silo, RegistryOptions options, IEnumerable<ISchemaFormat> formats)
    {
        silo.AddIncomingGrainCallFilter<StoreFaultFilter>();
        silo.Services.AddMessages();
        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton(new SchemaFormats(formats));
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<ISubjectStore>(services => services.GetRequiredService<IRegistryStore>());
        silo.Services.AddSingleton<ISchemaStore>(services => services.GetRequiredService<IRegistryStore>());
        silo.Services.AddSingleton<ISettingsStore>(services => services.GetRequiredService<IRegistryStore>());
        silo.Services.AddSingleton<IChangeLog>(services => services.GetRequiredService<IRegistryStore>());
        silo.Services.AddSingleton<IWebhookStore>(services => services.GetRequiredService<IRegistryStore>());
        silo.Services.AddSingleton<SettingsCache>();
        silo.Services.AddSingleton<ReferenceResolver>();
        silo.Services.AddSingleton<SchemaLibrary>();
        silo.Services.AddSingleton<ContextGenerations>();
        silo.Services.AddSingleton<SharedCacheMetrics>();
        silo.Services.AddSingleton<CompatibilityMetrics>();
        silo.Services.AddSingleton<SchemaReader>();
        silo.Services.AddSingleton<VersionSearch>();
        silo.Services.AddSingleton<VersionReader>();
        silo.Services.AddSingleton<Lookup>();
        silo.Services.AddSingleton<Quotas>();
        silo.Services.AddSingleton<Registration>();
        silo.Services.AddSingleton<CompatibilityCheck>();
        silo.Services.AddSingleton<Deletion>();
        silo.Services.AddSingleton<Restoration>();
        silo.Services.AddSingleton<SettingsChange>();
        silo.Services.AddSingleton<SubjectRules>();
        silo.Services.AddSingleton<SubjectMetrics>();
        silo.Services.AddSingleton<SubjectsAtHand>();
        silo.Services.AddSingleton<ISubjectsAtHand>(services => services.GetRequiredService<SubjectsAtHand>());
        silo.Services.AddSingleton<ChangeMetrics>();
        silo.Services.AddSingleton<ChangeFollower>();
        silo.Services.AddHostedService(services => services.GetRequiredService<ChangeFollower>());
        silo.Services.AddHostedService<SettingsFollower>();
        silo.Services.AddHostedService<ChangeSequencer>();
        silo.Services.TryAddSingleton(new WebhookOptions());
        return silo;
    }

    /// <summary>Lets this silo deliver changes to webhooks. The silo brings an <see cref="Abstractions.IWebhookSender"/>.</summary>
    public static ISiloBuilder AddWebhookDelivery(this ISiloBuilder silo, WebhookOptions options)
    {
        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton<WebhookMetrics>();
        silo.Services.AddSingleton<DeliveryLease>();
        silo.Services.AddSingleton<WebhookParts>();
        silo.Services.AddHostedService<WebhookDeliverer>();
        return silo;
    }
}
