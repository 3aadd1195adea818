using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>
/// An undeleted version of a subject that stands for itself, in one call of its grain; nothing, when it takes more than that.
/// The same object while nothing has changed, where caller and grain share a process.
/// </summary>
/// <param name="Version">1 or more, or −1 for the latest.</param>
internal sealed record PeekVersion(Caller Caller, Target Target, int Version) : Operation<SubjectSchema?>(Caller, Target)
{
    public override Right Right => Right.ReadSchemas;

    public override async Task<Outcome<SubjectSchema?>> Run(Local local, CancellationToken cancellationToken) =>
        await local.Subject(Target.Name).Peek(Version);
}
