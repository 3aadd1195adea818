namespace SchemaRegistry.Model;

/// <summary>
/// What a client did that the registry will not do. The code is Confluent's (reference 5): five digits whose first three
/// are the HTTP status, or the status itself.
/// </summary>
public sealed record RegistryError(int Code, string Message)
{
    public int Status => Code >= 10_000 ? Code / 100 : Code;
}
