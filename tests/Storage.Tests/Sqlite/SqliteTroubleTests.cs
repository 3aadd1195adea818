using SchemaRegistry.Model;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Sqlite;

/// <summary>A file that is damaged, or whose disk is full or may not be written: found when it is looked at, and told in one line.</summary>
public sealed class SqliteTroubleTests : IDisposable
{
    private const int PageBytes = 4_096;
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _folder.File("registry.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_whose_head_was_written_over_is_damaged()
    {
        using var store = await Open(File);
        await new Sandbox(store).Register("s", "1");
        Overwrite(from: 0, bytes: 100);

        var fault = await Assert.ThrowsAsync<StoreUnusableException>(() => store.Ping(Token));

        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task A_file_that_a_read_finds_damaged_stays_so()
    {
        using (var store = await Open(File))
        {
            await new Sandbox(store).Register("s", "1");
        }

        Overwrite(from: PageBytes, bytes: (int)(new FileInfo(File).Length - PageBytes));
        using var again = new SqliteStore(new SqliteStoreOptions(File), TimeProvider.System);

        await Assert.ThrowsAsync<StoreUnusableException>(async () => await again.LoadSubject(new SubjectName(".", "s"), Token));
        await Assert.ThrowsAsync<StoreUnusableException>(() => again.Ping(Token));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_not_there()
    {
        using var store = await Open(File);
        System.IO.File.Delete(File);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Ping(Token));
    }

    [Theory]
    [InlineData("this is no database")]
    [InlineData("SQLite format 3\0 and nothing of it")]
    public async Task A_start_on_a_file_that_is_none_is_given_up(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content.PadRight(2 * PageBytes), Token);

        await Assert.ThrowsAsync<StoreUnusableException>(() => Open(File));
    }

    [Fact]
    [Requires("mount")]
    public async Task A_full_disk_is_told_and_forgotten_when_there_is_room_again()
    {
        using var disk = new SmallDisk(bytes: 4 << 20);
        using var store = await Open(disk.File("registry.db"));
        var filler = disk.File("filler");
        Fill(filler);

        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => new Sandbox(store).Register("s", new string('x', 1 << 20)));
        var fault = await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => store.Ping(Token));
        Assert.Contains("full", fault.Message, StringComparison.Ordinal);

        System.IO.File.Delete(filler);
        await store.Ping(Token);
        await store.Ping(Token);
    }

    [Fact]
    [Requires("mount")]
    public async Task A_start_on_a_disk_that_may_not_be_written_is_given_up()
    {
        using var disk = new SmallDisk(bytes: 4 << 20);
        (await Open(disk.File("registry.db"))).Dispose();
        disk.MakeReadOnly();

        await Assert.ThrowsAsync<StoreUnusableException>(() => Open(disk.File("registry.db")));
    }

    [Fact]
    [Requires("mount")]
    public async Task A_start_on_a_full_disk_is_given_up()
    {
        using var disk = new SmallDisk(bytes: 1 << 20);
        Fill(disk.File("filler"));

        await Assert.ThrowsAsync<StoreUnusableException>(() => Open(disk.File("registry.db")));
    }

    private static async Task<SqliteStore> Open(string file)
    {
        var store = new SqliteStore(new SqliteStoreOptions(file), TimeProvider.System);
        try
        {
            await store.Migrate(Token);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void Overwrite(int from, int bytes)
    {
        using var file = new FileStream(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = from;
        file.Write([.. Enumerable.Repeat((byte)'x', bytes)]);
    }

    private static void Fill(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                file.Write(new byte[PageBytes]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
