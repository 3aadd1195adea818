using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>What kinds of changes are called on the wire.</summary>
internal static class ChangeTypeNames
{
    // In the order of the enumeration.
    public static readonly IReadOnlyList<string> All =
        ["registered", "deleted", "permanently_deleted", "config", "mode", "settings", "context_deleted", "restored"];

    public static string Of(ChangeType type) => All[(int)type];

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
