using System.Diagnostics;
using System.Reflection;
using Google.Protobuf.Reflection;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>The compiler of the Grpc.Tools package, the oracle for everything it accepts.</summary>
internal static class Protoc
{
    // Imports all the others: protoc then tells what is wrong with any of them, where it would stop at the first bad one named.
    private const string All = "all.proto";

    private static readonly string Program = Metadata("Protoc");
    private static readonly string Include = Metadata("ProtocInclude");

    /// <summary>
    /// Compiles files by path. Returns the descriptors of those it accepts and its complaints by path; files that fail are
    /// taken out and the others are compiled again.
    /// </summary>
    public static (Dictionary<string, FileDescriptorProto> Accepted, Dictionary<string, string> Refused) Compile(IReadOnlyDictionary<string, string> files)
    {
        var folder = Directory.CreateTempSubdirectory("protoc");
        try
        {
            foreach (var (path, text) in files)
            {
                File.WriteAllText(Path.Combine(folder.FullName, path), text);
            }

            return CompileIn(folder.FullName, [.. files.Keys]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (Dictionary<string, FileDescriptorProto> Accepted, Dictionary<string, string> Refused) CompileIn(string folder, List<string> paths)
    {
        var refused = new Dictionary<string, string>();
        while (paths.Count > 0)
        {
            var complaints = Run(folder, paths);
            if (complaints.Length == 0)
            {
                var set = FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "out.pb")));
                return (set.File.Where(file => file.Name != All).ToDictionary(file => file.Name), refused);
            }

            var failed = paths.Where(path => complaints.Any(line => line.StartsWith(path + ":", StringComparison.Ordinal) && !line.Contains("warning:", StringComparison.Ordinal))).ToList();
            Assert.True(failed.Count > 0, string.Join('\n', complaints));
            foreach (var path in failed)
            {
                refused[path] = string.Join('\n', complaints.Where(line => line.StartsWith(path + ":", StringComparison.Ordinal)));
                paths.Remove(path);
            }
        }

        return ([], refused);
    }

    private static string[] Run(string folder, List<string> paths)
    {
        File.WriteAllLines(Path.Combine(folder, All), ["syntax = \"proto3\";", .. paths.Select(path => $"import \"{path}\";")]);
        File.WriteAllLines(Path.Combine(folder, "args"), ["--descriptor_set_out=out.pb", "-I.", $"-I{Include}", All, .. paths]);
        using var process = Process.Start(new ProcessStartInfo(Program, "@args")
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        })!;
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? [] : complaints.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Metadata(string key) =>
        typeof(Protoc).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
