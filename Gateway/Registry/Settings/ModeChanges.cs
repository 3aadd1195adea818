using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Settings;

/// <summary>Sets a mode (reference 9); null clears it.</summary>
/// <param name="Force">Whether IMPORT may be entered although there are subjects.</param>
internal sealed record SetMode(Caller Caller, SettingsTarget Owner, RegistryMode? Mode, bool Force) : SettingsOperation<bool>(Caller, Owner)
{
    public override Right Right => Right.ChangeMode;

    public override bool IsChange => true;

    public override async Task<Outcome<bool>> Run(Local local, CancellationToken cancellationToken)
    {
        if (Owner.Invalid is { } invalid)
        {
            return invalid;
        }

        if (Mode == RegistryMode.Forward && Owner.Scope != SubjectName.GlobalContext)
        {
            return RegistryErrors.ForwardModeOnlyGlobal();
        }

        return Owner.Scope is { } scope
            ? await local.LongWork.Run(() => local.Scope(scope).SetMode(Mode, Force, Caller, cancellationToken))
            : await local.Subject(Owner.Name).SetMode(Mode, Force, Caller, cancellationToken);
    }
}

/// <summary>Removes a mode, and answers with what it was.</summary>
/// <param name="Recursive">Whether the modes of all subjects of a context go with its own.</param>
internal sealed record DeleteMode(Caller Caller, SettingsTarget Owner, bool Recursive) : SettingsOperation<RegistryMode?>(Caller, Owner)
{
    public override Right Right => Right.ChangeMode;

    public override bool IsChange => true;

    public override async Task<Outcome<RegistryMode?>> Run(Local local, CancellationToken cancellationToken)
    {
        if (Owner.Scope is not { } scope)
        {
            return await local.Subject(Owner.Name).DeleteMode(Caller, cancellationToken).Then(mode => (RegistryMode?)mode);
        }

        var removed = await local.LongWork.Run(() => local.Scope(scope).DeleteMode(Recursive, Caller, cancellationToken));
        return removed is { Error: null, Value: null } && !Owner.NamesNoSubject && !Recursive
            ? RegistryErrors.SubjectNotFound(Owner.Shown)
            : removed;
    }
}
