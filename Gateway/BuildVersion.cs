using System.Reflection;

namespace SchemaRegistry.Gateway;

/// <summary>What this build is: its version, and the commit it was made of when that was known, which the SDK writes behind a plus.</summary>
internal static class BuildVersion
{
    private static readonly string[] Parts =
        (typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+', 2);

    public static string Number => Parts[0];

    /// <summary>Empty when it was not published for a platform from a checkout.</summary>
    public static string Commit => Parts.Length > 1 ? Parts[1] : "";
}
