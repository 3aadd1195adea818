namespace SchemaRegistry.Model;

/// <summary>A subject whose configuration makes it stand for another (reference 2.5); both qualified outside the default context.</summary>
public sealed record SubjectAlias(string Alias, string Target);
