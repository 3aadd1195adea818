using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>A version of a subject.</summary>
public sealed record SubjectVersion(SubjectName Subject, int Version);
