using System.Text.Json;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>What is a schema and what is not (<c>valid.json</c>, <c>invalid.json</c>).</summary>
public sealed class ParseTests
{
    public static TheoryData<string, string, string?> Invalid()
    {
        var cases = new TheoryData<string, string, string?>();
        foreach (var @case in Read("invalid.json"))
        {
            var location = @case.TryGetProperty("location", out var value) ? value.GetString() : null;
            cases.Add(@case.GetProperty("input").GetString()!, @case.GetProperty("error").GetString()!, location);
        }

        return cases;
    }

    public static TheoryData<string> Valid() => [.. Read("valid.json").Select(schema => schema.GetRawText())];

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_fault_is_named_with_its_place(string input, string error, string? location)
    {
        var result = Parsed.Try(input);

        Assert.Contains(error, result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(location, location is null ? null : result.Error!.Location);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_sound_schema_is_accepted(string input) => Assert.Null(Parsed.Try(input).Error);

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_stored_schema_needs_no_more_than_the_right_root(string input, string error, string? location)
    {
        var isJson = location is not null && location != "#" && location.StartsWith('#') || error.StartsWith("leads", StringComparison.Ordinal);

        var result = Parsed.Try(input, ParseOptions.ForStoredSchemas);

        Assert.Equal(isJson, result.Schema is not null);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_stored_schema_with_faults_can_be_compared(string input, string error, string? location)
    {
        Assert.NotNull(error);
        var stored = Parsed.Try(input, ParseOptions.ForStoredSchemas).Schema ?? Parsed.Strict("{}");

        Assert.Empty(Parsed.Strict("true").ReadingFrom(stored));
        Assert.True(stored.Validate(validateFields: false) is not null || location is null or "#" || !location.StartsWith('#'));
    }

    [Fact]
    public void Names_with_two_dollars_are_reserved_when_fields_are_validated()
    {
        var schema = Parsed.Strict("""{"properties":{"a":{},"$$b":{}}}""");

        Assert.Null(schema.Validate(validateFields: false));
        Assert.Equal("#/properties/$$b", schema.Validate(validateFields: true)?.Location);
    }

    [Fact]
    public void Names_with_two_dollars_further_down_are_free() =>
        Assert.Null(Parsed.Strict("""{"properties":{"a":{"properties":{"$$b":{}}}}}""").Validate(validateFields: true));

    private static List<JsonElement> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Json", file)));
        return [.. document.RootElement.EnumerateArray().Select(element => element.Clone())];
    }
}
