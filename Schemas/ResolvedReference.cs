namespace SchemaRegistry.Schemas;

/// <summary>A reference with the text it stands for.</summary>
/// <param name="Name">The name used inside the schema text.</param>
/// <param name="Subject">The qualified subject the text was taken from.</param>
/// <param name="Version">The version the text was taken from.</param>
/// <param name="Text">The canonical text of that version.</param>
public sealed record ResolvedReference(string Name, string Subject, int Version, string Text);
