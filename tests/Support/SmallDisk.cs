using System.Diagnostics;
using System.Globalization;

namespace SchemaRegistry.Support;

/// <summary>A file system of few bytes, which can be filled, and closed to writers. Only root may make one.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallDisk(int bytes) =>
        Run("mount", "-t", "tmpfs", "-o", $"size={bytes.ToString(CultureInfo.InvariantCulture)}", "tmpfs", _folder.Path);

    public string Path => _folder.Path;

    public string File(string name) => System.IO.Path.Combine(_folder.Path, name);

    /// <summary>While nobody has a file of it open for writing.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _folder.Path);

    public void Dispose()
    {
        Run("umount", "--lazy", _folder.Path);
        _folder.Dispose();
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {error}");
        }
    }
}
