using System.Globalization;
using System.Net;

namespace SchemaRegistry.Silo.Configuration;

/// <summary>Reads settings from the environment and refuses what they do not accept.</summary>
internal sealed class EnvironmentReader(Func<string, string?> variable)
{
    /// <summary>The value, or the default when the variable is not set or empty.</summary>
    public string Text(Setting setting) => variable(setting.Name) is { Length: > 0 } value ? value : setting.Default;

    public string? TextOf(string name) => variable(name) is { Length: > 0 } value ? value : null;

    public int Int(Setting setting, int min, int max) =>
        int.TryParse(Text(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Refuse(setting);

    public long Long(Setting setting, long min) =>
        long.TryParse(Text(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min
            ? value
            : throw Refuse(setting);

    public int Port(Setting setting) => Int(setting, 1, 65_535);

    /// <summary>An address of version 4 also where it is written as one of version 6, which sockets would take for one.</summary>
    public IPAddress Address(Setting setting) =>
        !IPAddress.TryParse(Text(setting), out var address) ? throw Refuse(setting)
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address;

    /// <summary>What stands between commas, each of which has to be accepted; empty when nothing does.</summary>
    public IReadOnlyList<string> List(Setting setting, Predicate<string> isAccepted)
    {
        var items = Text(setting).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.TrueForAll(items, isAccepted) ? items : throw Refuse(setting);
    }

    public T OneOf<T>(Setting setting, params (string Name, T Value)[] choices)
    {
        var text = Text(setting);
        foreach (var (name, value) in choices)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw Refuse(setting);
    }

    public SettingException Refuse(Setting setting) =>
        new($"{setting.Name}={WithoutUser(Text(setting))} is not accepted: it takes {setting.Accepts}.");

    /// <summary>A URL without the user and the password that may stand in it; other text as it is.</summary>
    private static string WithoutUser(string text)
    {
        var end = text.LastIndexOf('@');
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return end < 0 ? text : $"{(scheme < 0 || scheme > end ? "" : text[..(scheme + 3)])}…{text[end..]}";
    }
}
