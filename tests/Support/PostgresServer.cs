using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace SchemaRegistry.Support;

/// <summary>
/// A throw-away PostgreSQL from the system's packages, on a free loopback port. It keeps fsync, so that what is measured and
/// what survives a crash is real. As root it runs as the user <c>postgres</c>, since it refuses to run as root.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly string _binaries = FindBinaries();
    private readonly bool _asRoot = Environment.IsPrivilegedProcess;
    private OwnedProcess? _process;
    private int _databases;

    private PostgresServer()
    {
    }

    public int Port { get; } = FreePort.Next();

    private string Data => _folder.File("data");

    private string Log => _folder.File("postgres.log");

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer();
        await server.Initialise();
        await server.StartAgain();
        return server;
    }

    /// <summary>Starts a server that follows this one, under this name.</summary>
    public async Task<PostgresServer> StartStandby(string name)
    {
        var standby = new PostgresServer();
        if (_asRoot)
        {
            await Run("chown", User, standby._folder.Path);
        }

        await Run(AsUser(
            $"{_binaries}/pg_basebackup", "-D", standby.Data, "-X", "stream", "-c", "fast", "-R", "--no-sync",
            "-d", $"host=127.0.0.1 port={Port} user={User} application_name={name}"));
        await standby.StartAgain();
        return standby;
    }

    /// <summary>Makes of one that follows the one that is followed.</summary>
    public async Task Promote()
    {
        await Execute("SELECT pg_promote()");
        await Eventually.Be("the standby to be promoted", StartDeadline, () => IsTrue("SELECT NOT pg_is_in_recovery()"));
    }

    /// <summary>Makes an empty database and answers with its URL. Its collation is not C, as those of customers are not.</summary>
    public async Task<string> CreateDatabase(string? template = null)
    {
        var name = $"db{Interlocked.Increment(ref _databases)}";
        await Execute(template is null
            ? $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'"
            : $"CREATE DATABASE {name} TEMPLATE {template}");
        return Url(name);
    }

    /// <summary>The same for a connection of a test's own, which is not pooled.</summary>
    public static string ConnectionString(string url)
    {
        var parsed = new Uri(url);
        return $"Host={parsed.Host};Port={parsed.Port};Username={parsed.UserInfo};Database={parsed.AbsolutePath[1..]};Pooling=false";
    }

    public string Url(string database) => $"postgresql://{User}@127.0.0.1:{Port}/{database}";

    /// <summary>Stops as in a crash: connections break, and the next start recovers from the log.</summary>
    public async Task Crash()
    {
        _process!.Signal("QUIT");
        await Eventually.Be("PostgreSQL to end", StartDeadline, () => _process.HasExited);
        _process.Dispose();
        _process = null;
    }

    public async Task StartAgain()
    {
        _process = Launch();
        await Eventually.Be($"PostgreSQL to answer on port {Port}; see {Log}", StartDeadline, Answers);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Crash();
        }

        _folder.Dispose();
    }

    private async Task Initialise()
    {
        if (_asRoot)
        {
            await Run("chown", User, _folder.Path);
        }

        await Run(
            AsUser($"{_binaries}/initdb", "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
    }

    private OwnedProcess Launch()
    {
        var command = AsUser(
            $"{_binaries}/postgres", "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-h", "127.0.0.1",
            "-k", _folder.Path, "-c", "max_connections=200", "-c", "shared_buffers=128MB");
        return OwnedProcess.Start(Log, command);
    }

    /// <summary>
    /// Has commits wait for the standby of that name, or with none for no standby any more; those that wait are committed then.
    /// </summary>
    public async Task WaitForStandby(string? name)
    {
        await Execute($"ALTER SYSTEM SET synchronous_standby_names = '{name}'");
        await Execute("SELECT pg_reload_conf()");
        await Eventually.Be(
            "PostgreSQL to have read its settings", StartDeadline, () => IsTrue($"SELECT current_setting('synchronous_standby_names') = '{name}'"));
    }

    /// <summary>Ends the wait of commits for the standby as an operator may: they are committed on this server alone.</summary>
    public Task<bool> CancelWaitingCommits() =>
        IsTrue("SELECT coalesce(bool_or(pg_cancel_backend(pid)), false) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");

    /// <summary>Commits something that no table holds, and waits with it as other commits do.</summary>
    public Task Commit() => Execute("SELECT pg_logical_emit_message(true, 'commit', '')");

    /// <summary>Whether a commit waits for a standby.</summary>
    public Task<bool> HasWaitingCommits() => IsTrue("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep')");

    /// <summary>Sets a parameter for all who connect to a database from now on.</summary>
    public Task Configure(string url, string parameter, string value) =>
        Execute($"ALTER DATABASE {new Uri(url).AbsolutePath[1..]} SET {parameter} = '{value}'");

    private async Task<bool> Answers()
    {
        await Execute("SELECT 1");
        return true;
    }

    private async Task Execute(string sql) => await IsTrue(sql);

    private async Task<bool> IsTrue(string sql)
    {
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres;Pooling=false;Timeout=2");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is true;
    }

    private string[] AsUser(params string[] command) =>
        _asRoot ? ["/usr/bin/setpriv", "--reuid", User, "--regid", User, "--init-groups", "--", .. command] : command;

    private static async Task Run(params string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} failed: {errors}{await output}");
        }
    }

    private static string FindBinaries() =>
        Directory.GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "postgres")))
            .MaxBy(bin => bin, StringComparer.Ordinal)
        ?? throw new InvalidOperationException("PostgreSQL's server is not installed (/usr/lib/postgresql).");
}
