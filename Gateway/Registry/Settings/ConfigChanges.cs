using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Settings;

/// <summary>A change of configuration. A subject's may make it an alias, or end that, so what is shown of it is read again.</summary>
internal abstract record ConfigChange(Caller Caller, SettingsTarget Owner) : SettingsOperation<RegistryConfig>(Caller, Owner)
{
    public override Right Right => Right.ChangeSettings;

    public override bool IsChange => true;

    public override void Evict(SchemaCache schemas, Outcome<RegistryConfig>? outcome)
    {
        if (Owner.Scope is null)
        {
            schemas.Changed(Owner.Name);
        }
    }
}

/// <summary>Replaces members of a configuration (reference 8.1), and answers with what is stored then.</summary>
internal sealed record UpdateConfig(Caller Caller, SettingsTarget Owner, ConfigPatch Patch) : ConfigChange(Caller, Owner)
{
    public override async Task<Outcome<RegistryConfig>> Run(Local local, CancellationToken cancellationToken) =>
        Owner.Invalid is { } invalid ? invalid
        : Owner.Scope is { } scope ? await local.Scope(scope).UpdateConfig(Patch, Caller, cancellationToken)
        : await local.Subject(Owner.Name).UpdateConfig(Patch, Caller, cancellationToken);
}

/// <summary>Removes a configuration, and answers with what it was.</summary>
internal sealed record DeleteConfig(Caller Caller, SettingsTarget Owner) : ConfigChange(Caller, Owner)
{
    public override async Task<Outcome<RegistryConfig>> Run(Local local, CancellationToken cancellationToken)
    {
        if (Owner.Scope is not { } scope)
        {
            return await local.Subject(Owner.Name).DeleteConfig(Caller, cancellationToken);
        }

        var removed = await local.Scope(scope).DeleteConfig(Caller, cancellationToken);
        return removed.Error is { } error ? error
            : removed.Value is { } config ? config
            : Owner.NamesNoSubject ? RegistryConfig.Empty
            : RegistryErrors.SubjectNotFound(Owner.Shown);
    }
}
