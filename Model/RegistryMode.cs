namespace SchemaRegistry.Model;

/// <summary>What may be done to a subject (reference 9).</summary>
public enum RegistryMode
{
    /// <summary>One that a newer build has stored. Nothing is changed under it.</summary>
    Unknown = -1,
    ReadWrite = 0,
    ReadOnly = 1,
    ReadOnlyOverride = 2,
    Import = 3,
    Forward = 4,
}

/// <summary>The wire names of <see cref="RegistryMode"/>, read without regard to case.</summary>
public static class RegistryModeNames
{
    public static bool TryParse(string? name, out RegistryMode mode)
    {
        (mode, var known) = name?.ToUpperInvariant() switch
        {
            "READWRITE" => (RegistryMode.ReadWrite, true),
            "READONLY" => (RegistryMode.ReadOnly, true),
            "READONLY_OVERRIDE" => (RegistryMode.ReadOnlyOverride, true),
            "IMPORT" => (RegistryMode.Import, true),
            "FORWARD" => (RegistryMode.Forward, true),
            _ => (default, false),
        };
        return known;
    }

    public static string WireName(this RegistryMode mode) => mode switch
    {
        RegistryMode.ReadWrite => "READWRITE",
        RegistryMode.ReadOnly => "READONLY",
        RegistryMode.ReadOnlyOverride => "READONLY_OVERRIDE",
        RegistryMode.Import => "IMPORT",
        RegistryMode.Forward => "FORWARD",
        _ => UnknownName.Text,
    };
}
