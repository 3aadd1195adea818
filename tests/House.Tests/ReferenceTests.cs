using System.Reflection;
using System.Xml.Linq;

namespace SchemaRegistry.House.Tests;

/// <summary>The arrows of the house run one way, in the project files and in what was compiled.</summary>
public sealed class ReferenceTests
{
    // Silo composes, so it may name all; the others may name only these of ours.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Model"] = [],
        ["Protocol"] = [],
        ["Schemas"] = ["Model"],
        ["Storage"] = ["Model"],
        ["Grains.Abstractions"] = ["Model"],
        ["Grains"] = ["Grains.Abstractions", "Model", "Schemas", "Storage"],
        ["Gateway"] = ["Grains.Abstractions", "Model", "Protocol"],
        ["Clustering.Kubernetes"] = [],
        ["Silo"] = ["Clustering.Kubernetes", "Gateway", "Grains", "Grains.Abstractions", "Model", "Schemas", "Storage"],
    };

    public static TheoryData<string> Parts => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_is_compiled_against_none_but_those_it_may_name(string part)
    {
        var referenced = Assembly.Load($"SchemaRegistry.{part}").GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("SchemaRegistry.", StringComparison.Ordinal))
            .Select(name => name["SchemaRegistry.".Length..]);

        Assert.Empty(referenced.Except(Allowed[part]));
    }

    [Theory]
    [InlineData("Model", "Orleans", "Npgsql", "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Data")]
    [InlineData("Schemas", "Orleans", "Npgsql", "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Data")]
    [InlineData("Storage", "Orleans", "Microsoft.AspNetCore", "System.Net.Http")]
    [InlineData("Grains.Abstractions", "Npgsql", "Microsoft.AspNetCore", "Microsoft.Data", "System.Net.Http")]
    [InlineData("Grains", "Npgsql", "Microsoft.AspNetCore", "Microsoft.Data", "System.Net.Http")]
    [InlineData("Protocol", "Orleans", "Npgsql", "Microsoft.AspNetCore", "Microsoft.Data")]
    [InlineData("Gateway", "Npgsql", "Microsoft.Data")]
    [InlineData("Clustering.Kubernetes", "Npgsql", "Microsoft.AspNetCore", "Microsoft.Data")]
    public void A_part_keeps_out_what_is_not_its_business(string part, params string[] banned)
    {
        var referenced = Assembly.Load($"SchemaRegistry.{part}").GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(referenced, name => banned.Any(ban => name.StartsWith(ban, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_project_of_the_house_stands_in_the_solution()
    {
        var solution = RepositoryRoot.Read("SchemaRegistry.sln").Replace('\\', '/');
        var projects = Directory.EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'));

        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_of_packages_are_pinned_in_one_place()
    {
        var projects = Directory.EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories);

        Assert.All(projects, project => Assert.DoesNotContain(
            XDocument.Load(project).Descendants("PackageReference"),
            package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null));
    }
}
