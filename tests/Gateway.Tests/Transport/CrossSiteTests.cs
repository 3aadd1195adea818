using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>What pages of other sites may do, whose requests their visitors' browsers send.</summary>
[Slow]
public sealed class CrossSiteTests(CrossSiteTests.Fixture fixture) : RestTests(fixture.Process), IClassFixture<CrossSiteTests.Fixture>
{
    private const string Console = "https://console.example.com";
    private const string Stranger = "https://evil.example.com";
    private const string AllowOrigin = "Access-Control-Allow-Origin";

    /// <summary>What browsers add to the requests of a page of another site: newer ones both, older ones the origin alone.</summary>
    public static TheoryData<string, string> Foreign => new()
    {
        { Stranger, "cross-site" },
        { Stranger, "" },
        { "null", "" },
        { "null", "cross-site" },
        { "http://localhost:3000", "same-site" },
        { "http://127.0.0.1", "" },
        { "", "cross-site" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_page_of_another_site_registers_nothing(string origin, string site)
    {
        foreach (var type in new[] { "", "text/plain", "application/json" })
        {
            (await Post($"/subjects/{Subject}/versions", Body(Avro.Text), [.. Sent(origin, site), ("Content-Type", type)])).IsError(403);
        }

        (await Get($"/subjects/{Subject}/versions")).IsError(40401);
    }

    [Theory]
    [InlineData("PUT", "/config")]
    [InlineData("PUT", "/mode")]
    [InlineData("POST", "/webhooks")]
    [InlineData("POST", "/compatibility/subjects/s/versions")]
    [InlineData("DELETE", "/subjects/s")]
    [InlineData("POST", "/")]
    public async Task It_changes_nothing_else_either(string method, string path) =>
        (await Send(new HttpMethod(method), path, "{}", Sent(Stranger, "cross-site"))).IsError(403);

    [Fact]
    public async Task A_page_of_this_server_may_do_what_its_visitor_may()
    {
        var own = $"http://127.0.0.1:{Registry.Port}";

        (await Post($"/subjects/{Subject}/versions", Body(Avro.Text), Sent(own, "same-origin"))).IsOk();
        (await Post($"/subjects/{Subject}/versions", Body(Avro.Text), Sent(own, ""))).IsOk();
        (await Post($"/subjects/{Subject}/versions", Body(Avro.Text), Sent("https://registry.example.com", "same-origin"))).IsOk();
    }

    [Fact]
    public async Task An_origin_that_is_listed_may_change_things_with_JSON()
    {
        var reply = await Post($"/subjects/{Subject}/versions", Body(Avro.Text), [.. Sent(Console, "cross-site"), ("Content-Type", "application/json")]);

        Assert.Equal(Console, reply.IsOk().Header(AllowOrigin));
        Assert.Contains("Origin", reply.Header("Vary"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    public async Task It_may_not_send_what_its_browser_would_not_ask_about(string type) =>
        (await Post($"/subjects/{Subject}/versions", Body(Avro.Text), [.. Sent(Console, "cross-site"), ("Content-Type", type)])).IsError(403);

    [Fact]
    public async Task It_is_told_what_was_wrong()
    {
        var reply = await Get("/subjects/none-such/versions", Sent(Console, "cross-site"));

        reply.IsError(40401);
        Assert.Equal(Console, reply.Header(AllowOrigin));
    }

    [Fact]
    public async Task It_reads_a_schema_that_is_in_memory()
    {
        var id = await IdOf(Subject, Avro.Unique());
        (await Get($"/schemas/ids/{id}")).IsOk();

        Assert.Equal(Console, (await Get($"/schemas/ids/{id}", Sent(Console, "cross-site"))).IsOk().Header(AllowOrigin));
    }

    [Theory]
    [InlineData(Stranger)]
    [InlineData("null")]
    public async Task The_answers_to_others_are_not_for_their_pages(string origin) =>
        Assert.Null((await Get("/subjects", Sent(origin, "cross-site"))).IsOk().Header(AllowOrigin));

    [Fact]
    public async Task A_link_from_another_site_leads_here() => (await Get("/docs", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"))).IsOk();

    [Fact]
    public async Task A_browser_that_asks_first_is_told()
    {
        var allowed = await Ask(Console);
        var refused = await Ask(Stranger);

        Assert.Equal((204, Console), (allowed.Status, allowed.Header(AllowOrigin)));
        Assert.Contains("DELETE", allowed.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("Authorization", allowed.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Null(refused.Header(AllowOrigin));
    }

    private Task<Reply> Ask(string origin) => Send(
        HttpMethod.Options, $"/subjects/{Subject}", null, [.. Sent(origin, "cross-site"), ("Access-Control-Request-Method", "DELETE")]);

    private static (string Name, string Value)[] Sent(string origin, string site) =>
        [.. new[] { ("Origin", origin), ("Sec-Fetch-Site", site) }.Where(header => header.Item2.Length > 0)];

    public sealed class Fixture : OwnRegistry
    {
        protected override IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["CORS_ORIGINS"] = Console };
    }
}
