namespace SchemaRegistry.House.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    /// <summary>The files with these extensions, by their paths within the checkout; not what a build or an installation left there.</summary>
    public static IEnumerable<string> Files(params string[] extensions) =>
        Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Select(path => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/'))
            .Where(path => extensions.Contains(System.IO.Path.GetExtension(path).TrimStart('.')))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj" or "node_modules"));

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "SchemaRegistry.sln"))
            ? folder
            : Find(Directory.GetParent(folder)?.FullName ?? throw new DirectoryNotFoundException("SchemaRegistry.sln lies in no folder above"));
}
