using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>
/// Reads members of a request body as lenient clients send them: null is the same as absent, unknown members are ignored,
/// numbers and strings stand in for each other. What cannot be read is a <see cref="JsonException"/>, which becomes a 400.
/// </summary>
internal static class BodyMembers
{
    /// <summary>The member, or null when it is absent or null.</summary>
    public static BodyValue? Member(this BodyValue body, string name) =>
        body.Find(name) is { } member && member.Kind != JsonValueKind.Null ? member : null;

    public static string? Text(this BodyValue body, string name) =>
        body.Member(name) is { } member ? TextOf(member, name) : null;

    public static int Int(this BodyValue body, string name, int absent) => body.Member(name) switch
    {
        null => absent,
        { Kind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { Kind: JsonValueKind.String } text
            when int.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        { } other => throw Mismatch(name, "an integer", other),
    };

    public static bool? Flag(this BodyValue body, string name) => body.Member(name) switch
    {
        null => null,
        { Kind: JsonValueKind.True } => true,
        { Kind: JsonValueKind.False } => false,
        { Kind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var value) => value,
        { } other => throw Mismatch(name, "a boolean", other),
    };

    public static ImmutableArray<T>? List<T>(this BodyValue body, string name, Func<BodyValue, T> read)
    {
        if (body.Member(name) is not { } member)
        {
            return null;
        }

        return member.Kind == JsonValueKind.Array
            ? [.. member.Items().Where(item => item.Kind != JsonValueKind.Null).Select(read)]
            : throw Mismatch(name, "an array", member);
    }

    public static ImmutableSortedSet<string>? Names(this BodyValue body, string name) =>
        body.List(name, item => TextOf(item, name)) is { } names ? names.ToImmutableSortedSet(StringComparer.Ordinal) : null;

    public static ImmutableSortedDictionary<string, T>? Map<T>(this BodyValue body, string name, Func<BodyValue, T> read)
    {
        if (body.Object(name) is not { } member)
        {
            return null;
        }

        var map = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in member.Members())
        {
            if (value.Kind != JsonValueKind.Null)
            {
                map[Checked(key, name)] = read(value);
            }
        }

        return map.ToImmutable();
    }

    public static BodyValue? Object(this BodyValue body, string name) =>
        body.Member(name) is not { } member ? null
        : member.Kind == JsonValueKind.Object ? member
        : throw Mismatch(name, "an object", member);

    /// <summary>A text without NUL, which no store keeps.</summary>
    public static string TextOf(BodyValue value, string name) => value.Kind switch
    {
        JsonValueKind.String => Checked(value.GetString(), name),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw Mismatch(name, "a string", value),
    };

    private static string Checked(string text, string name) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new JsonException($"\"{name}\" contains a NUL character")
        : text;

    private static JsonException Mismatch(string name, string expected, BodyValue found) =>
        new($"\"{name}\" must be {expected}, not {Describe(found)}");

    private static string Describe(BodyValue found) => found.Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "a boolean",
    };
}
