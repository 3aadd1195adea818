namespace SchemaRegistry.Grains.Subjects;

/// <summary>The id that a registration has taken and not used yet. It stays with it when its commit misses and is made again.</summary>
internal sealed class TakenId
{
    public int? Id { get; set; }
}
