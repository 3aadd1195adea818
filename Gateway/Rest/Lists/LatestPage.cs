using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Gateway.Registry.Lists;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Lists;

/// <summary>
/// <c>GET /subjects?detail=latest</c>: a page of subjects with their latest version, for screens that show many. An addition
/// to the protocol.
/// </summary>
internal static class LatestPage
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;
    private static readonly PageSizes Pages = new(100, 499);

    public static async Task<Answer> Answer(RestCall call)
    {
        if (!ListRange.TryRead(call.Query, out var range, DefaultLimit, MaxLimit))
        {
            return Answers.Answer.Error(RestErrors.NotFound);
        }

        if (!TryReadCursor(call.Query.Text("cursor"), out var after))
        {
            return Answers.Answer.Error(RestErrors.BadRequest("The cursor is not one that a page before has named"));
        }

        var filter = ListPrefix.FilterOf(call.Query, ListPrefix.AllContexts) with
        {
            Deleted = call.Query.Flag("deleted") ? DeletedView.Show : DeletedView.Hide,
            LatestOnly = true,
            After = after,
        };
        var shown = await call.List(new ListSchemas(call.Caller, filter, Pages, Limit: range.Limit + 1))
            .Select(WithoutText)
            .ToListAsync(call.Cancelled);
        return Answers.Answer.Json(writer => Write(writer, shown, range.Limit)).Tagged();
    }

    private static void Write(Utf8JsonWriter writer, List<SubjectSchema> shown, int limit)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("subjects");
        foreach (var latest in shown.Take(limit))
        {
            writer.WriteStartObject();
            writer.WriteString("subject", latest.Subject);
            writer.WriteNumber("version", latest.Version);
            writer.WriteNumber("id", latest.Id);
            writer.WriteString("guid", latest.Guid);
            writer.WriteString("schemaType", latest.Content.Type.WireName());
            writer.WriteNumber("ts", latest.CreatedAt ?? 0);
            writer.WriteBoolean("deleted", latest.Deleted ?? false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (shown.Count > limit)
        {
            writer.WriteString("next", CursorOf(shown[limit - 1].Subject));
        }

        writer.WriteEndObject();
    }

    // A page may hold a thousand; their texts are not shown and need not be kept.
    private static SubjectSchema WithoutText(SubjectSchema schema) => schema with { Content = schema.Content with { Text = "" } };

    private static bool TryReadCursor(string? cursor, out ListCursor? after)
    {
        after = null;
        if (string.IsNullOrEmpty(cursor))
        {
            return true;
        }

        if (!Base64Url.IsValid(cursor))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        var subject = SubjectName.Parse(text);
        after = new ListCursor(subject.ToString(), 0);
        return text == subject.ToQualifiedString() && subject.IsStorable;
    }

    private static string CursorOf(string subject) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(SubjectName.Parse(subject).ToQualifiedString()));
}
