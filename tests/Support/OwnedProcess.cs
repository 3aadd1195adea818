using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SchemaRegistry.Support;

/// <summary>
/// A server that lives no longer than the tests: a shell holds it and ends it when the tests' end of a pipe closes, also when
/// they are killed. Signals go to the server's process id; what it prints goes to a file.
/// </summary>
public sealed class OwnedProcess : IDisposable
{
    private const string Keeper =
        """
        log=$1; ending=$2; shift 2
        "$@" >>"$log" 2>&1 &
        child=$!; echo $child
        read -r _
        kill -$ending $child 2>/dev/null; wait $child
        """;

    private readonly Process _keeper;

    private OwnedProcess(Process keeper, int id)
    {
        _keeper = keeper;
        Id = id;
    }

    public int Id { get; }

    public static OwnedProcess Start(string log, params string[] command) => StartUntil("QUIT", log, command);

    /// <summary>The same for a server that another signal ends at once.</summary>
    public static OwnedProcess StartUntil(string signal, string log, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", Keeper, "keeper", log, signal, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        var keeper = Process.Start(start)!;
        return new OwnedProcess(keeper, int.Parse(keeper.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
    }

    /// <summary>Sends a signal, by name without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public Task Exited() => _keeper.WaitForExitAsync();

    public bool HasExited
    {
        get
        {
            try
            {
                using var child = Process.GetProcessById(Id);
                return child.HasExited;
            }
            catch (Exception gone) when (gone is ArgumentException or Win32Exception or InvalidOperationException)
            {
                return true;
            }
        }
    }

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }
}
