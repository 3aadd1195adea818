namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>Lets nobody but this process's user read what is stored: the secrets of webhooks are in it.</summary>
internal static class DataFolder
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Where a volume is a file system of its own.
    private const string OfTheVolume = "lost+found";

    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnFolder);
        }
    }

    /// <summary>
    /// Makes the file if there is none, and closes it, what lies beside it and their folder to others. A folder that holds more than
    /// that is used by others, too, and stays as it is. So does what belongs to another user, which has its mode from there.
    /// </summary>
    public static void Close(string databasePath)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (folder, name) = (Path.GetDirectoryName(databasePath)!, Path.GetFileName(databasePath));
        try
        {
            new FileStream(databasePath, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OwnFile }).Dispose();
            foreach (var file in Directory.EnumerateFiles(folder, name + "*"))
            {
                File.SetUnixFileMode(file, OwnFile);
            }

            if (Directory.EnumerateFileSystemEntries(folder).All(entry => IsOurs(Path.GetFileName(entry), name)))
            {
                File.SetUnixFileMode(folder, OwnFolder);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Whether it can be used is for who opens it to say.
        }
    }

    private static bool IsOurs(string entry, string name) => entry.StartsWith(name, StringComparison.Ordinal) || entry == OfTheVolume;
}
