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

    public IPAddress Address(Setting setting) =>
        IPAddress.TryParse(Text(setting), out var address) ? address : throw Refuse(setting);

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
        new($"{setting.Name}={Text(setting)} is not accepted: it takes {setting.Accepts}.");
}
