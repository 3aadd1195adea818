using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Changes;

/// <summary>Reads some changes, and waits for the first as long as the request says.</summary>
internal sealed record ReadChanges(Caller Caller, ChangesRequest Request)
    : Operation<ChangeBatch>(Caller, Target.InContext(Request.Context))
{
    public override Right Right => Right.ReadSchemas;

    public override Task<Outcome<ChangeBatch>> Run(Local local, CancellationToken cancellationToken) =>
        local.Changes.Read(Request, cancellationToken);
}
