using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>What became of the content of a registration.</summary>
/// <param name="Brought">The content was not there before, so the log has to carry it.</param>
internal readonly record struct ContentOutcome(CommitStatus Status, int Id = 0, bool Brought = false);
