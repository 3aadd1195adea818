using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>
/// What the folders of a project say they use of each other, by their <c>using</c> lines and by names written out whole. What
/// lies in a project's root, and in a folder above, may be used by all below.
/// </summary>
internal static partial class Floors
{
    /// <summary>The arrows from folder to folder of a project, each with the files that hold it.</summary>
    public static ILookup<(string From, string To), string> Arrows(string project) => RepositoryRoot.Files("cs")
        .Where(file => file.StartsWith(project + "/", StringComparison.Ordinal))
        .SelectMany(file => Uses(project, file, RepositoryRoot.Read(file)).Select(arrow => (Arrow: arrow, File: file)))
        .ToLookup(found => found.Arrow, found => found.File);

    /// <summary>The arrows that one file holds.</summary>
    public static IEnumerable<(string From, string To)> Uses(string project, string file, string text)
    {
        var own = FolderOf(file[(project.Length + 1)..].Replace('/', '.'));
        return OwnName().Matches(text)
            .Where(match => match.Groups["project"].Value == project)
            .Select(match => FolderOf(match.Groups["rest"].Value + "."))
            .Where(folder => folder.Length > 0 && folder != own && own.Length > 0)
            .Distinct()
            .Select(folder => (own, folder));
    }

    private static string FolderOf(string path) => path.Count(character => character == '.') > 1 || !path.EndsWith(".cs", StringComparison.Ordinal)
        ? path.Split('.')[0]
        : "";

    // Not the namespace that the file itself declares, and not what comments refer to.
    [GeneratedRegex(@"^(?!\s*//)(?!namespace).*?\bSchemaRegistry\.(?<project>Gateway|Grains(?!\.Abstractions)|Storage|Schemas)\.(?<rest>\w+)", RegexOptions.Multiline)]
    private static partial Regex OwnName();
}
