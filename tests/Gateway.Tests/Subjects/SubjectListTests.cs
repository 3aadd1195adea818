using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Subjects;

/// <summary>The list of subjects (reference 4.2 and 7.2).</summary>
public sealed class SubjectListTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task Every_context_is_listed()
    {
        (await Register(Subject, Avro.Text)).IsOk();
        (await Register(Qualified, Avro.Text)).IsOk();
        var names = (await Get("/subjects")).Names;

        Assert.Superset(new HashSet<string> { Subject, Qualified }, names.ToHashSet());
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("subjectPrefix=:{1}:", ":{1}:{0}-a :{1}:{0}-b")]
    [InlineData("subjectPrefix=:{1}:{0}-b", ":{1}:{0}-b")]
    [InlineData("subjectPrefix={0}", "{0}-a {0}-c")]
    [InlineData("subjectPrefix=:.:{0}", "{0}-a {0}-c")]
    [InlineData("subjectPrefix=:*:{0}", ":{1}:{0}-a :{1}:{0}-b {0}-a {0}-c")]
    [InlineData("subjectPrefix={0}-x", "")]
    [InlineData("subjectPrefix=:*:{0}&offset=1&limit=2", ":{1}:{0}-b {0}-a")]
    [InlineData("subjectPrefix=:*:{0}&limit=0", ":{1}:{0}-a :{1}:{0}-b {0}-a {0}-c")]
    public async Task A_prefix_narrows_the_list(string query, string names)
    {
        foreach (var subject in new[] { $"{Subject}-c", $"{Subject}-a", $":{Context}:{Subject}-b", $":{Context}:{Subject}-a" })
        {
            (await Register(subject, Avro.Text)).IsOk();
        }

        Assert.Equal(
            string.Format(null, names, Subject, Context), string.Join(' ', (await Get($"/subjects?{string.Format(null, query, Subject, Context)}")).Names));
    }

    [Fact]
    public async Task An_empty_prefix_is_the_default_context()
    {
        (await Register(Qualified, Avro.Text)).IsOk();
        (await Register(Subject, Avro.Text)).IsOk();
        var names = (await Get("/subjects?subjectPrefix=")).Names;

        Assert.Contains(Subject, names);
        Assert.DoesNotContain(names, name => name.StartsWith(":.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "a b")]
    [InlineData("&deleted=true", "a b c")]
    [InlineData("&deletedOnly=true", "c")]
    [InlineData("&deletedOnly=true&deleted=true", "c")]
    public async Task Deleted_subjects_are_listed_on_request(string query, string names)
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await RegisterVersions($":{Context}:{name}", 2);
        }

        (await Delete($"/subjects/:{Context}:b/versions/1")).IsOk();
        (await Delete($"/subjects/:{Context}:c")).IsOk();

        Assert.Equal(
            names.Split(' ').Select(name => $":{Context}:{name}"), (await Get($"/subjects?subjectPrefix=:{Context}:{query}")).Names);
    }

    [Fact]
    public async Task A_subject_with_settings_alone_is_not_listed()
    {
        (await Put($"/config/{Subject}", new { compatibility = "FULL" })).IsOk();

        (await Get($"/subjects?subjectPrefix={Subject}&deleted=true")).IsJson("[]");
    }
}
