using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>An operation on one subject, which asks first whether it stands for another.</summary>
internal abstract record SubjectOperation<T>(Caller Caller, Target Target) : Operation<T>(Caller, Target)
{
    public override async Task<Outcome<T>> Run(Local local, CancellationToken cancellationToken) =>
        Target.MayBeAlias && await local.Subject(Target.Name).FindAlias(cancellationToken) is { } target
            ? RegistryErrors.Moved(target)
            : await Run(local, local.Subject(Target.Name), cancellationToken);

    protected abstract Task<Outcome<T>> Run(Local local, ISubjectGrain subject, CancellationToken cancellationToken);
}

/// <summary>A change of one subject, after which everything that is shown of it is read again.</summary>
internal abstract record SubjectChange<T>(Caller Caller, Target Target) : SubjectOperation<T>(Caller, Target)
{
    public override bool IsChange => true;

    public override void Evict(SchemaCache schemas, Outcome<T>? outcome) => schemas.Changed(Target.Name);
}
