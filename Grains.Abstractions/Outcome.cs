using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>A value, or the error that took its place.</summary>
[GenerateSerializer, Immutable, Alias("sr.outcome`1")]
public sealed record Outcome<T>(T? Value, RegistryError? Error)
{
    public static implicit operator Outcome<T>(RegistryError error) => new(default, error);

    public static implicit operator Outcome<T>(T value) => new(value, null);
}
