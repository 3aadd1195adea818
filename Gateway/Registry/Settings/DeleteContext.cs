using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Settings;

/// <summary>Removes a context, which must hold no subject.</summary>
internal sealed record DeleteContext(Caller Caller, string Context) : Operation<bool>(Caller, Registry.Target.InContext(Context))
{
    public override Right Right => Right.DeleteSchemas;

    public override bool IsChange => true;

    public override Task<Outcome<bool>> Run(Local local, CancellationToken cancellationToken) =>
        local.Scope(Context).DeleteContext(Caller, cancellationToken);
}
