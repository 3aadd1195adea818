using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Registers a schema under a subject (reference 6).</summary>
/// <param name="Schema">What to register.</param>
/// <param name="Version">See <see cref="RegisterRequest.Version"/>.</param>
/// <param name="Id">See <see cref="RegisterRequest.Id"/>.</param>
internal sealed record RegisterSchema(Caller Caller, Target Target, SubmittedSchema Schema, int Version, int Id, bool Normalize, bool Force, TagEdits Tags)
    : Operation<ShownVersion>(Caller, Target)
{
    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.RegisterSchemas;

    public override bool IsChange => true;

    /// <summary>What the subject's grain is asked; the same from every protocol.</summary>
    public RegisterRequest Request => new(Schema, Version, Id, Normalize, Force, Tags, Caller, Target.MayBeAlias);

    public override async Task<Outcome<ShownVersion>> Run(Local local, CancellationToken cancellationToken)
    {
        if (!Target.Name.IsWritable)
        {
            return RegistryErrors.InvalidSubject(Target.Name.ToString());
        }

        var registered = await local.Subject(Target.Name).Register(Request, cancellationToken);
        return await ShownVersion.Of(registered, Form, local, cancellationToken);
    }

    // A plain registration touches what is known of one id alone; one that gives a version or an id may replace others.
    public override void Evict(SchemaCache schemas, Outcome<ShownVersion>? outcome)
    {
        if (Version > RegisterRequest.NextVersion || Id >= 0)
        {
            schemas.Changed(Target.Name);
        }
        else if (outcome?.Value is { Schema: var registered })
        {
            schemas.Registered(Target.Name.Context, registered.Id, registered.Subject, registered.Version);
        }
    }
}
