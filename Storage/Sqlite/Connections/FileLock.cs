namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>Keeps a second process off the database file: its grains would answer from memory the first one has outdated.</summary>
internal sealed class FileLock : IDisposable
{
    // What a lock that another process holds comes to.
    private const int WouldBlock = 11;
    private readonly FileStream _file;

    private FileLock(FileStream file)
    {
        _file = file;
    }

    /// <exception cref="StoreUnusableException">The file is in use, or cannot be made.</exception>
    public static FileLock Take(string databasePath)
    {
        try
        {
            DataFolder.Create(Path.GetDirectoryName(databasePath)!);
            return new FileLock(new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (fault.HResult == WouldBlock)
        {
            throw new StoreUnusableException(
                $"The database {databasePath} cannot be opened: another process uses it. SQLite serves one process; use PostgreSQL for more.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException(
                $"The database {databasePath} cannot be opened: {fault.Message} DATA_DIR names a folder that this process may write.", fault);
        }
    }

    public void Dispose() => _file.Dispose();
}
