using System.Globalization;
using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>Who counts or silences lines of log by their id means one kind of line.</summary>
public sealed partial class EventIdTests
{
    [Fact]
    public void An_id_stands_for_one_message_of_an_assembly()
    {
        var messages = RepositoryRoot.Files("cs").GroupBy(file => file.Split('/')[0]).SelectMany(MessagesOf).ToList();

        Assert.InRange(messages.Count, 30, 1_000);
        Assert.Empty(messages.GroupBy(message => message).Where(same => same.Count() > 1).Select(same => $"{same.Key}"));
    }

    private static IEnumerable<(string Assembly, int Id)> MessagesOf(IGrouping<string, string> assembly)
    {
        var texts = assembly.Select(RepositoryRoot.Read).ToList();
        var named = texts.SelectMany(text => Constant().Matches(text))
            .ToLookup(match => match.Groups[1].Value, match => Number(match.Groups[2].Value));
        return from text in texts
               from Match message in Message().Matches(text)
               from id in message.Groups[1].Success ? named[message.Groups[1].Value].Take(1) : [Number(message.Groups[2].Value)]
               select (assembly.Key, id);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[LoggerMessage\((?:EventIds\.(\w+)|(\d+)),")]
    private static partial Regex Message();

    [GeneratedRegex(@"const int (\w+) = (\d+);")]
    private static partial Regex Constant();
}
