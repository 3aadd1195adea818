using System.Text;
using Microsoft.Playwright;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clients;

/// <summary>A real browser follows changes by the <c>EventSource</c> it has built in, which knows nothing of this registry.</summary>
public sealed class BrowserTests(JavaScriptClientTests.Registry registry) : IClassFixture<JavaScriptClientTests.Registry>
{
    private const int Cuts = 3;
    private const int ChangesBetweenCuts = 5;
    private const int Changes = (Cuts + 1) * ChangesBetweenCuts;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private const string Follow =
        """
        () => {
          [window.seen, window.errors] = [[], 0];
          const source = new EventSource('/changes?from=start&context=.browser');
          source.addEventListener('registered', event => seen.push([event.lastEventId, JSON.parse(event.data).version]));
          source.addEventListener('error', () => { errors += 1; });
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_EventSource_resumes_by_itself_and_misses_nothing()
    {
        await using var proxy = new TcpProxy(registry.Process.Port);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"http://127.0.0.1:{proxy.Port}/docs");
        await page.EvaluateAsync(Follow);

        var made = 0;
        for (var cut = 0; cut <= Cuts; cut++)
        {
            for (var change = 1; change < ChangesBetweenCuts; change++)
            {
                await Register(++made);
            }

            await Seen(page, made);
            proxy.Mode = cut < Cuts ? ProxyMode.CutAnswer : ProxyMode.Forward;
            await Register(++made);
            await Eventually.Be("the browser to be cut off", Deadline, async () => cut == Cuts || await page.EvaluateAsync<int>("errors") > cut);
            proxy.Mode = ProxyMode.Forward;
            await Seen(page, made);
        }

        Assert.Equal(Enumerable.Range(1, Changes), await page.EvaluateAsync<int[]>("seen.map(([, version]) => version)"));
        Assert.Equal(Changes, await page.EvaluateAsync<int>("new Set(seen.map(([token]) => token)).size"));
    }

    private static Task Seen(IPage page, int changes) =>
        Eventually.Be($"{changes} changes", Deadline, async () => await page.EvaluateAsync<int>("seen.length") >= changes);

    private async Task Register(int fields)
    {
        var members = string.Join(',', Enumerable.Range(1, fields).Select(field => $$"""{\"name\":\"f{{field}}\",\"type\":\"int\",\"default\":0}"""));
        using var body = new StringContent(
            $$"""{"schema":"{\"type\":\"record\",\"name\":\"R\",\"fields\":[{{members}}]}"}""", Encoding.UTF8, "application/json");
        using var answer = await registry.Process.Client.PostAsync("subjects/:.browser:s/versions", body, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
