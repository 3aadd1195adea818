using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>The API's description as one page to read: no script, nothing from elsewhere.</summary>
internal static partial class DocsPage
{
    private const string Head =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>LLM Schema Registry: REST API</title>
        <style>
        :root { color-scheme: light dark; --line: #8884; --soft: #8881; --mark: #2a7; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
        details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: .4rem .8rem; }
        summary { cursor: pointer; }
        code, pre { font: .9em/1.4 ui-monospace, monospace; }
        code { background: var(--soft); padding: 0 .2em; border-radius: .2em; }
        pre { background: var(--soft); padding: .6rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; }
        td { border-top: 1px solid var(--line); padding: .2rem .6rem .2rem 0; vertical-align: top; }
        .method { display: inline-block; min-width: 4.5em; font-weight: 600; color: var(--mark); }
        .ours { font-size: .8em; border: 1px solid var(--mark); border-radius: .3em; padding: 0 .4em; }
        </style>
        </head>
        <body>
        <h1>LLM Schema Registry</h1>
        <p>The REST API of the Confluent Schema Registry, with a few additions that are marked so. The same for programs:
        <a href="/openapi/v1.json">/openapi/v1.json</a>.</p>

        """;

    public static byte[] Of(IEnumerable<DescribedRoute> routes)
    {
        var page = new StringBuilder(Head);
        foreach (var group in routes.GroupBy(route => route.RouteDescription.Group))
        {
            page.Append("<h2>").Append(Text(group.Key)).Append("</h2>\n");
            foreach (var route in group)
            {
                Append(page, route);
            }
        }

        return Encoding.UTF8.GetBytes(page.Append("</body>\n</html>\n").ToString());
    }

    private static void Append(StringBuilder page, DescribedRoute route)
    {
        var operation = route.RouteDescription;
        page.Append("<details><summary><span class=\"method\">").Append(route.Method).Append("</span> <code>").Append(Text(route.Path))
            .Append("</code> ").Append(Text(operation.Summary));
        page.Append(operation.IsOurs ? " <span class=\"ours\">addition</span>" : "").Append("</summary>\n");
        if (operation.Detail is not null)
        {
            page.Append("<p>").Append(Prose(operation.Detail)).Append("</p>\n");
        }

        page.Append("<table>\n");
        foreach (var name in OperationJson.PathParameters(route.Path))
        {
            Row(page, name, Parameters.MeaningOf(name));
        }

        foreach (var parameter in operation.Query)
        {
            Row(page, $"?{parameter.Name}=", parameter.Meaning);
        }

        foreach (var code in operation.Errors)
        {
            Row(page, code.ToString(System.Globalization.CultureInfo.InvariantCulture), ErrorMeanings.Of(code));
        }

        page.Append("</table>\n");
        Example(page, "Body", operation.Body);
        Example(page, "Answer", operation.Answer);
        page.Append("</details>\n");
    }

    private static void Row(StringBuilder page, string name, string meaning) =>
        page.Append("<tr><td><code>").Append(Text(name)).Append("</code></td><td>").Append(Prose(meaning)).Append("</td></tr>\n");

    private static void Example(StringBuilder page, string title, Shape? shape)
    {
        if (shape is not null)
        {
            page.Append("<p>").Append(title).Append(", for example:</p>\n<pre>").Append(Text(shape.Example.Trim())).Append("</pre>\n");
        }
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Prose(string text) => Quoted().Replace(Text(text), "<code>$1</code>");

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Quoted();
}
