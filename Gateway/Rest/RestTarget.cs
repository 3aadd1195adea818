namespace SchemaRegistry.Gateway.Rest;

/// <summary>What a request asks for, once its path is decoded and a context prefix is taken off.</summary>
/// <param name="Segments">The decoded segments of the path.</param>
/// <param name="QueryContext">The context of the prefix, where the query must be read in it; else null.</param>
internal sealed record RestTarget(IReadOnlyList<string> Segments, string? QueryContext);
