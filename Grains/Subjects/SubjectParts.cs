using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>What the grains of all subjects in a silo work with.</summary>
internal sealed record SubjectParts(
    IRegistryStore Store,
    SubjectServices Services,
    SettingsCache Settings,
    LiveSubjects Live,
    RegistryOptions Options,
    ConsistencyMetrics Metrics,
    OutcomeSearch Outcomes,
    TimeProvider Clock,
    ILogger<SubjectGrain> Logger);
