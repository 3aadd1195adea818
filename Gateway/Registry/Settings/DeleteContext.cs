using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Settings;

/// <summary>Removes a context, which must hold no subject. What is set above all contexts is none.</summary>
internal sealed record DeleteContext(Caller Caller, string Context) : Operation<bool>(Caller, Registry.Target.InContext(Context))
{
    public override Right Right => Right.DeleteSchemas;

    public override bool IsChange => true;

    public override Task<Outcome<bool>> Run(Local local, CancellationToken cancellationToken) =>
        Context == SubjectName.GlobalContext
            ? Task.FromResult<Outcome<bool>>(RegistryErrors.InvalidSubject($":{Context}:"))
            : local.Scope(Context).DeleteContext(Caller, cancellationToken);
}
