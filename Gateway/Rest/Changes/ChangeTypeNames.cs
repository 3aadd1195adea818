using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>What kinds of changes are called on the wire.</summary>
internal static class ChangeTypeNames
{
    private const string Unknown = "unknown";

    // In the order of the enumeration.
    public static readonly IReadOnlyList<string> All =
        ["registered", "deleted", "permanently_deleted", "config", "mode", "settings", "context_deleted", "restored"];

    /// <summary>Also of a kind that only a newer build knows, which cannot be asked for.</summary>
    public static string Of(ChangeType type) => type >= 0 && (int)type < All.Count ? All[(int)type] : Unknown;

    public static ChangeType? Find(string name)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i] == name)
            {
                return (ChangeType)i;
            }
        }

        return null;
    }
}
