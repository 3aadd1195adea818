using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Settings;

/// <summary>An operation on the settings of a subject, a context or the top level.</summary>
internal abstract record SettingsOperation<T>(Caller Caller, SettingsTarget Owner) : Operation<T>(Caller, Registry.Target.Exactly(Owner.Name));

/// <summary>What is stored for a subject, a context or the top level, and what is in force there.</summary>
internal sealed record ReadSettings(Caller Caller, SettingsTarget Owner) : SettingsOperation<SettingsAnswer>(Caller, Owner)
{
    public override Right Right => Right.ReadSettings;

    public override async Task<Outcome<SettingsAnswer>> Run(Local local, CancellationToken cancellationToken) => Owner.Scope is { } scope
        ? await local.Scope(scope).GetSettings(cancellationToken)
        : await local.Subject(Owner.Name).GetSettings(cancellationToken);
}
