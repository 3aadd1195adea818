using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Registers a version that differs from an earlier one in tags, metadata and rules alone (reference 6.6).</summary>
internal sealed record EditTags(Caller Caller, Target Target, TagRequest Edit) : SubjectChange<ShownVersion>(Caller, Target)
{
    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.RegisterSchemas;

    protected override async Task<Outcome<ShownVersion>> Run(Local local, ISubjectGrain subject, CancellationToken cancellationToken) =>
        await ShownVersion.Of(await subject.EditTags(Edit, cancellationToken), Form, local, cancellationToken);
}
