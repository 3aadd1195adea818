using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SchemaRegistry.Support;

/// <summary>Whose packets are lost between a process and its peers.</summary>
public enum CutDirection
{
    /// <summary>Neither hears the other.</summary>
    BothWays,

    /// <summary>It hears its peers, but they do not hear it.</summary>
    Mute,

    /// <summary>They hear it, but it does not hear them.</summary>
    Deaf,
}

/// <summary>
/// Rules in the packet filter that drop what goes over loopback between a process and the listening ports of its peers; nothing
/// is closed, and everything else goes on. The process is known by the port it listens on and by its group, which nobody else
/// has. The rules go when this is disposed of; those of tests that were killed go when the next look at <see cref="WhyNot"/>.
/// </summary>
public sealed class NetworkCut : IDisposable
{
    private const string Mark = "schema-registry-test-";
    private readonly List<string[]> _rules = [];

    private NetworkCut()
    {
    }

    /// <summary>Why there can be no cuts here; null when there can.</summary>
    public static string? WhyNot()
    {
        try
        {
            RemoveAbandoned();
            using (Cut(group: 1, port: 1, peers: [1], CutDirection.BothWays))
            {
                return null;
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            return fault.Message;
        }
    }

    public static NetworkCut Cut(int group, int port, IReadOnlyList<int> peers, CutDirection direction)
    {
        var cut = new NetworkCut();
        try
        {
            cut.Add(group, Text(port), string.Join(',', peers.Select(Text)), direction);
            return cut;
        }
        catch
        {
            cut.Dispose();
            throw;
        }
    }

    /// <summary>Loses what goes over one connection on loopback, in both directions.</summary>
    /// <param name="port">Of the end that opened it.</param>
    /// <param name="peer">Where it listens whom it was opened to.</param>
    public static NetworkCut CutConnection(int port, int peer)
    {
        var cut = new NetworkCut();
        cut.Add("filter", ["OUTPUT", "-o", "lo", "-p", "tcp", "--sport", Text(port), "--dport", Text(peer)], "-j", "DROP");
        cut.Add("filter", ["OUTPUT", "-o", "lo", "-p", "tcp", "--sport", Text(peer), "--dport", Text(port)], "-j", "DROP");
        return cut;
    }

    public void Dispose()
    {
        foreach (var rule in Enumerable.Reverse(_rules))
        {
            Filter(["-t", rule[0], "-D", .. rule[1..]]);
        }

        _rules.Clear();
    }

    private void Add(int group, string port, string peers, CutDirection direction)
    {
        string[] fromIt = ["-o", "lo", "-p", "tcp", "-m", "owner", "--gid-owner", Text(group), "-m", "multiport", "--dports", peers];
        if (direction is CutDirection.BothWays or CutDirection.Mute)
        {
            Add("filter", ["OUTPUT", .. fromIt], "-j", "DROP");
            Add("filter", ["OUTPUT", "-o", "lo", "-p", "tcp", "--sport", port], "-j", "DROP");
        }

        if (direction is CutDirection.BothWays or CutDirection.Deaf)
        {
            // Its own connections are known by what it sends, whether that is dropped or not.
            Add("mangle", ["OUTPUT", .. fromIt], "-j", "CONNMARK", "--set-mark", Text(group));
            Add("filter", ["INPUT", "-i", "lo", "-p", "tcp", "-m", "connmark", "--mark", Text(group), "-m", "multiport", "--sports", peers], "-j", "DROP");
            Add("filter", ["INPUT", "-i", "lo", "-p", "tcp", "--dport", port], "-j", "DROP");
        }
    }

    private void Add(string table, string[] match, params string[] target)
    {
        string[] rule = [.. match, "-m", "comment", "--comment", $"{Mark}{Text(Environment.ProcessId)}", .. target];
        Filter(["-t", table, "-A", .. rule]);
        _rules.Add([table, .. rule]);
    }

    private static void RemoveAbandoned()
    {
        foreach (var table in new[] { "filter", "mangle" })
        {
            foreach (var rule in Filter(["-t", table, "-S"]).Split('\n').Where(IsAbandoned))
            {
                Filter(["-t", table, "-D", .. rule.Split(' ')[1..]]);
            }
        }
    }

    private static bool IsAbandoned(string rule)
    {
        var at = rule.IndexOf(Mark, StringComparison.Ordinal);
        var owner = at < 0 ? "" : rule[(at + Mark.Length)..].Split(' ', '"')[0];
        return owner.Length > 0 && !Directory.Exists($"/proc/{owner}");
    }

    private static string Filter(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("/usr/sbin/iptables", ["-w", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var filter = Process.Start(start)!;
        var (fault, answer) = (filter.StandardError.ReadToEndAsync(), filter.StandardOutput.ReadToEnd());
        filter.WaitForExit();
        return filter.ExitCode == 0
            ? answer
            : throw new InvalidOperationException($"iptables: {fault.GetAwaiter().GetResult().Trim().Split('\n')[0]}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
