using System.Collections.Immutable;
using System.Globalization;

namespace SchemaRegistry.Storage.Postgres.Functions;

/// <summary>A function of the database, as this build knows it.</summary>
/// <param name="Name">Its name, which is also that of its file.</param>
/// <param name="Version">Goes up with every change of the text.</param>
/// <param name="Text">What creates or replaces it.</param>
internal sealed record PostgresFunction(string Name, int Version, string Text)
{
    private const string Folder = "SchemaRegistry.Storage.Postgres.Functions.";
    private const string Extension = ".sql";
    private const string Head = "-- version ";

    /// <summary>Those of the folder <c>Functions</c>.</summary>
    public static ImmutableArray<PostgresFunction> ReadAll() =>
    [
        .. typeof(PostgresFunction).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => Parse(resource[Folder.Length..^Extension.Length], Read(resource))),
    ];

    /// <exception cref="FormatException">The text does not begin with its number.</exception>
    public static PostgresFunction Parse(string name, string text)
    {
        var head = text.Split('\n', 2)[0];
        return head.StartsWith(Head, StringComparison.Ordinal)
            && int.TryParse(head.AsSpan(Head.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new PostgresFunction(name, version, text)
            : throw new FormatException($"The text of the function {name} does not begin with \"{Head}\" and a number.");
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PostgresFunction).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
