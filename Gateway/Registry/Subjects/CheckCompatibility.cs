using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Compares a schema with versions of a subject (reference 4.4).</summary>
/// <param name="Version">The version to compare with; null for what a registration would be compared with.</param>
/// <param name="Verbose">Tells a schema that cannot be read as an incompatibility instead of an error.</param>
internal sealed record CheckCompatibility(Caller Caller, Target Target, SubmittedSchema Schema, int? Version, bool Normalize, bool Verbose)
    : Operation<CompatibilityAnswer>(Caller, Target)
{
    public override Right Right => Right.ReadSchemas;

    public override Task<Outcome<CompatibilityAnswer>> Run(Local local, CancellationToken cancellationToken) => local.Subject(Target.Name)
        .CheckCompatibility(new CompatibilityRequest(Schema, Version, Normalize, Verbose, Target.MayBeAlias), cancellationToken);
}
