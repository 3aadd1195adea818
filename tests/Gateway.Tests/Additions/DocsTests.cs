using System.Text.Json;
using System.Text.RegularExpressions;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>The description of the API, for programs and to read.</summary>
public sealed partial class DocsTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData("/subjects", "get")]
    [InlineData("/subjects/{subject}/versions", "post")]
    [InlineData("/subjects/{subject}/versions/{version}/tags", "post")]
    [InlineData("/schemas/ids/{id}", "get")]
    [InlineData("/config/{subject}", "put")]
    [InlineData("/contexts/{context}", "delete")]
    public async Task Every_operation_is_described(string path, string method)
    {
        var operation = (await Document()).GetProperty("paths").GetProperty(path).GetProperty(method);

        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        Assert.NotEmpty(operation.GetProperty("responses").EnumerateObject());
    }

    [Fact]
    public async Task Every_operation_names_its_errors_and_an_example()
    {
        var document = await Document();
        var shapes = document.GetProperty("components").GetProperty("schemas");
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            var responses = operation.Value.GetProperty("responses").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value);
            Assert.Contains("500", responses.Keys);
            Assert.All(responses.Values, answer => Assert.NotEmpty(answer.GetProperty("description").GetString()!));
            if (responses.TryGetValue("200", out var ok))
            {
                var shape = ok.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!;
                Assert.True(shapes.GetProperty(shape.Split('/')[^1]).TryGetProperty("example", out _));
            }
        }
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own()
    {
        var names = (await Document()).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!)
            .ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.True(names.Count >= 40);
    }

    [Fact]
    public async Task Every_code_that_is_named_has_a_meaning() =>
        Assert.DoesNotMatch(@"\d+: \\n|\d+: """, (await Get("/openapi/v1.json")).Text);

    [Fact]
    public async Task What_is_answered_is_what_is_described()
    {
        await RegisterVersions(Qualified, 1);
        var described = (await Document()).GetProperty("components").GetProperty("schemas").GetProperty("Schema").GetProperty("properties");

        Assert.All((await Get($"/subjects/{Qualified}/versions/1")).Members, member => Assert.True(described.TryGetProperty(member, out _), member));
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        var page = (await Get("/docs", ("Accept", "text/html"))).IsOk();

        Assert.Equal("text/html; charset=utf-8", page.MediaType);
        Assert.DoesNotMatch(Loading(), page.Text);
        Assert.Contains("/subjects/{subject}/versions", page.Text, StringComparison.Ordinal);
    }

    private async Task<JsonElement> Document() => (await Get("/openapi/v1.json")).IsOk().Json;

    [GeneratedRegex("""(src|href)="(https?:)?//|@import|url\(|<script""")]
    private static partial Regex Loading();
}
