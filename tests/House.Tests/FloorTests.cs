namespace SchemaRegistry.House.Tests;

/// <summary>Inside a project, too, arrows run one way: each folder names those below it and no other.</summary>
public sealed class FloorTests
{
    private static readonly Dictionary<string, Dictionary<string, string[]>> Allowed = new()
    {
        ["Schemas"] = new()
        {
            ["Avro"] = ["Compatibility"],
            ["Json"] = ["Compatibility"],
            ["Protobuf"] = ["Compatibility"],
        },
        ["Storage"] = new()
        {
            ["Catalog"] = ["Subjects"],
            ["Changes"] = ["Commits"],
            ["Json"] = ["Changes", "Commits"],
            ["Postgres"] = ["Batching", "Catalog", "Changes", "Commits", "Contents", "Json", "Settings", "Subjects", "Webhooks"],
            ["Settings"] = ["Commits"],
            ["Sqlite"] = ["Batching", "Catalog", "Changes", "Commits", "Contents", "Json", "Settings", "Subjects", "Webhooks"],
            ["Subjects"] = ["Changes", "Commits"],
        },
        ["Grains"] = new()
        {
            ["Reading"] = ["Changes", "Content"],
            ["Scopes"] = ["Settings", "Writing"],
            ["Settings"] = ["Changes"],
            ["Subjects"] = ["Content", "Settings", "Writing"],
            ["Webhooks"] = ["Changes", "Writing"],
            ["Writing"] = ["Content", "Settings"],
        },
        ["Gateway"] = new()
        {
            ["Grpc"] = ["Caching", "Health", "Http", "Registry", "Telemetry", "Weighing"],
            ["Health"] = ["Registry"],
            ["Hosting"] = ["Caching", "Grpc", "Health", "Http", "Registry", "Rest", "Telemetry", "Weighing"],
            ["Http"] = ["Weighing"],
            ["Registry"] = ["Caching", "Weighing"],
            ["Rest"] = ["Caching", "Health", "Http", "Registry", "Telemetry", "Weighing"],
            ["Webhooks"] = ["Http", "Rest"],
        },
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_names_none_but_those_below_it(string project)
    {
        var allowed = Allowed[project];
        var forbidden = Floors.Arrows(project)
            .Where(arrow => !allowed.GetValueOrDefault(arrow.Key.From, []).Contains(arrow.Key.To))
            .Select(arrow => $"{project}/{arrow.Key.From} must not use {arrow.Key.To}, but does in {string.Join(", ", arrow)}")
            .ToList();

        // Said whole: an assertion on the list would cut each line.
        Assert.True(
            forbidden.Count == 0,
            $"{string.Join('\n', forbidden)}\nMove what both need to a folder below, or turn the arrow; which folder may use which is listed in this class.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_arrow_is_allowed_that_nobody_uses(string project)
    {
        var used = Floors.Arrows(project).Select(arrow => arrow.Key).ToHashSet();

        Assert.Empty(Allowed[project].SelectMany(folder => folder.Value.Select(below => (folder.Key, below))).Except(used));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Arrows_run_in_no_circle(string project)
    {
        var left = Allowed[project].ToDictionary(folder => folder.Key, folder => folder.Value.ToHashSet());
        while (left.Keys.FirstOrDefault(folder => !left[folder].Overlaps(left.Keys)) is { } lowest)
        {
            left.Remove(lowest);
        }

        Assert.Empty(left.Keys);
    }

    [Theory]
    [InlineData("using SchemaRegistry.Grains.Webhooks;", true)]
    [InlineData("using Hooks = SchemaRegistry.Grains.Webhooks.WebhookForms;", true)]
    [InlineData("var none = typeof(SchemaRegistry.Grains.Webhooks.WebhookForms);", true)]
    [InlineData("var two = (typeof(SchemaRegistry.Grains.Subjects.Lookup), typeof(SchemaRegistry.Grains.Webhooks.WebhookForms));", true)]
    [InlineData("var near = Webhooks.WebhookForms.Check(form);", true)]
    [InlineData("var member = state.Webhooks.WebhookForms;", false)]
    [InlineData("using SchemaRegistry.Grains.Subjects;", false)]
    [InlineData("using SchemaRegistry.Grains;", false)]
    [InlineData("using SchemaRegistry.Storage.Webhooks;", false)]
    [InlineData("// SchemaRegistry.Grains.Webhooks looks there too", false)]
    public void A_using_that_names_another_folder_is_seen(string line, bool isArrow) =>
        Assert.Equal(
            isArrow,
            Floors.Uses("Grains", ["Grains/Webhooks/WebhookForms.cs"], "Grains/Subjects/SubjectGrain.cs", line + "\n").Contains(("Subjects", "Webhooks")));
}
