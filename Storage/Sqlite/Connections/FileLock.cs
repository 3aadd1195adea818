namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>Keeps a second process off the database file: its grains would answer from memory the first one has outdated.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file)
    {
        _file = file;
    }

    /// <exception cref="StoreUnavailableException">The file is in use, or cannot be made.</exception>
    public static FileLock Take(string databasePath)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(databasePath)!);
            return new FileLock(new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"The database {databasePath} cannot be opened: another process uses it, or its directory is not writable. "
                + "SQLite serves one process; use PostgreSQL for more.",
                fault);
        }
    }

    public void Dispose() => _file.Dispose();
}
