namespace SchemaRegistry.Schemas.Tests.Avro;

/// <summary>Tests against the clock, which therefore run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HostileCollection
{
    public const string Name = "against the clock";
}
