
namespace SchemaRegistry.Grains.Abstractions;

/// <summary>
/// What a client did that the registry will not do. The code is Confluent's (reference 5): five digits whose first three
/// are the HTTP status, or the status itself.
/// </summary>
[GenerateSerializer, Immutable, Alias("sr.error")]
public sealed record RegistryError(int Code, string Message)
{
    public int Status => Code >= 10_000 ? Code / 100 : Code;
}

/// <summary>A value, or the error that took its place.</summary>
[GenerateSerializer, Immutable, Alias("sr.outcome`1")]
public sealed record Outcome<T>(T? Value, RegistryError? Error)
{
    public static implicit operator Outcome<T>(RegistryError error) => new(default, error);

    public static implicit operator Outcome<T>(T value) => new(value, null);
}
