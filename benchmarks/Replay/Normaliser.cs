using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace SchemaRegistry.Replay;

/// <summary>
/// Takes out of answers what no two runs can have the same. Everything else is compared as it came:
/// <list type="bullet">
/// <item>times: 0 milliseconds or seconds;</item>
/// <item>tokens: the log's id is random, so the number inside is shown, and that of a webhook, which moves by itself, not even that;</item>
/// <item>ids of webhooks: the place at which they were made;</item>
/// <item>entity tags of answers that hold one of those, or that show no body to tell by: <c>W/"…"</c>;</item>
/// <item>the commit that the server was built from.</item>
/// </list>
/// </summary>
internal static partial class Normaliser
{
    public const string Tag = "W/\"…\"";

    public static string Text(string operation, string text, Memory memory)
    {
        var moves = operation.Contains("webhook", StringComparison.OrdinalIgnoreCase);
        text = Time().Replace(text, "\"$1\":0");
        text = Commit().Replace(text, "\"$1\":\"…\"");
        text = Token().Replace(text, token => NumberIn(token.Value) is not { } number ? token.Value : moves ? "token" : $"token {number}");
        for (var i = 0; i < memory.Webhooks.Count; i++)
        {
            text = text.Replace(memory.Webhooks[i], $"webhook {i}", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Changes the message itself.</summary>
    public static void Message(string operation, IMessage message, Memory memory)
    {
        MessageTexts.Rewrite(message, text => Text(operation, text, memory));
        MessageTexts.Visit(message, part =>
        {
            if (part is Timestamp time)
            {
                (time.Seconds, time.Nanos) = (0, 0);
            }

            if (part is Protocol.V1.GetServerInfoResponse server)
            {
                server.Commit = "…";
            }
        });
    }

    // The form, the log's id, and the number of the change.
    [GeneratedRegex("(?<![A-Za-z0-9_-])A[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])")]
    internal static partial Regex Token();

    private static long? NumberIn(string token)
    {
        Span<byte> bytes = stackalloc byte[25];
        return Base64Url.DecodeFromChars(token, bytes, out _, out _) == OperationStatus.Done && bytes[0] == 1
            ? BinaryPrimitives.ReadInt64BigEndian(bytes[17..])
            : null;
    }

    [GeneratedRegex("\"(ts|retryAt)\":\\d+")]
    private static partial Regex Time();

    [GeneratedRegex("\"(commitId)\":\"[^\"]*\"")]
    private static partial Regex Commit();
}
