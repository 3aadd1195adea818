namespace SchemaRegistry.House.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "SchemaRegistry.sln"))
            ? folder
            : Find(Directory.GetParent(folder)?.FullName ?? throw new DirectoryNotFoundException("SchemaRegistry.sln lies in no folder above"));
}
