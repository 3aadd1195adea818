using System.Runtime.Versioning;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Sqlite;

/// <summary>Who may read what is stored.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everyones = (UnixFileMode)0b111_101_101;
    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_folder_and_its_files_are_their_users_own()
    {
        using var store = await Open();

        AssertOwn();
    }

    [Fact]
    public async Task Those_that_others_could_read_are_closed_to_them()
    {
        using (await Open())
        {
        }

        File.SetUnixFileMode(Data, Everyones);
        Array.ForEach(Directory.GetFiles(Data), file => File.SetUnixFileMode(file, Everyones));
        using var again = await Open();

        AssertOwn();
    }

    [Fact]
    public async Task A_folder_that_holds_other_things_too_stays_open()
    {
        Directory.CreateDirectory(Data, Everyones);
        File.SetUnixFileMode(Data, Everyones);
        await File.WriteAllTextAsync(Path.Combine(Data, "others"), "", TestContext.Current.CancellationToken);
        using var store = await Open();

        Assert.Equal(Everyones, File.GetUnixFileMode(Data));
        Assert.Equal(OwnFile, File.GetUnixFileMode(Path.Combine(Data, "registry.db")));
    }

    private void AssertOwn()
    {
        Assert.Equal(OwnFolder, File.GetUnixFileMode(Data));
        var files = Directory.GetFiles(Data);
        Assert.Superset(
            new HashSet<string?> { "registry.db", "registry.db.lock", "registry.db-wal", "registry.db-shm" }, files.Select(Path.GetFileName).ToHashSet());
        Assert.All(files, file => Assert.Equal(OwnFile, File.GetUnixFileMode(file)));
    }

    private async Task<SqliteStore> Open()
    {
        var store = new SqliteStore(new SqliteStoreOptions(Path.Combine(Data, "registry.db")), TimeProvider.System);
        await store.Migrate(TestContext.Current.CancellationToken);
        await new Sandbox(store).Register("s", "1");
        return store;
    }
}
