namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>Enums of the gRPC messages, by the words that REST has for them.</summary>
internal static class Words
{
    /// <summary>A word that there is not becomes a number that there is not.</summary>
    public static T Read<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value)
            ? value
            : (T)Enum.ToObject(typeof(T), 99);

    public static string Of<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}"))
            .ToUpperInvariant();
}
