namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>Something that silos send each other, under a name that says which of its kind it is.</summary>
public sealed record WireCase(string Name, object Value);
