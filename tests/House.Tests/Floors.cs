using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>
/// What the folders of a project say they use of each other, by their <c>using</c> lines and by names written out whole. What
/// lies in a project's root, and in a folder above, may be used by all below.
/// </summary>
internal static partial class Floors
{
    /// <summary>The arrows from folder to folder of a project, each with the files that hold it.</summary>
    public static ILookup<(string From, string To), string> Arrows(string project)
    {
        var files = RepositoryRoot.Files("cs").Where(file => file.StartsWith(project + "/", StringComparison.Ordinal)).ToList();
        return files
            .SelectMany(file => Uses(project, files, file, RepositoryRoot.Read(file)).Select(arrow => (Arrow: arrow, File: file)))
            .ToLookup(found => found.Arrow, found => found.File);
    }

    /// <summary>The arrows that one file holds.</summary>
    /// <param name="project">Whose folders they join.</param>
    /// <param name="files">All files of the project; each is named after its type.</param>
    /// <param name="file">The one that is looked at.</param>
    /// <param name="text">What is in it.</param>
    public static IEnumerable<(string From, string To)> Uses(string project, IEnumerable<string> files, string file, string text)
    {
        var own = FolderOf(Inside(project, file));
        var code = Comment().Replace(text, "");
        var whole = WholeName().Matches(code)
            .Where(match => match.Groups["project"].Value == project)
            .Select(match => FolderOf(match.Groups["rest"].Value + "."));
        var relative = ShortName().Matches(Usings().Replace(code, ""))
            .Select(match => (Folder: match.Groups["folder"].Value, Type: match.Groups["type"].Value))
            .Intersect(files.Select(other => (Folder: FolderOf(Inside(project, other)), Type: Path.GetFileNameWithoutExtension(other))))
            .Select(name => name.Folder);
        return whole.Concat(relative)
            .Where(folder => folder.Length > 0 && folder != own && own.Length > 0)
            .Distinct()
            .Select(folder => (own, folder));
    }

    private static string Inside(string project, string file) => file[(project.Length + 1)..].Replace('/', '.');

    private static string FolderOf(string path) => path.Count(character => character == '.') > 1 || !path.EndsWith(".cs", StringComparison.Ordinal)
        ? path.Split('.')[0]
        : "";

    // What comments refer to, and the namespace that the file itself declares.
    [GeneratedRegex(@"^\s*//.*|^namespace .*", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^using .*", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"\bSchemaRegistry\.(?<project>Gateway|Grains(?!\.Abstractions)|Storage|Schemas)\.(?<rest>\w+)")]
    private static partial Regex WholeName();

    // As it can be written in a namespace that they share.
    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w*)\.(?<type>[A-Z]\w*)")]
    private static partial Regex ShortName();
}
