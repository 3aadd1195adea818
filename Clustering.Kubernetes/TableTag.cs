using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// What a change is conditional on: the object's uid, so that a table which was deleted and created again counts as another one,
/// and the table's version. Not the resource version, which changes with every label or annotation.
/// </summary>
internal readonly record struct TableTag(string Uid, int Version)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out TableTag tag)
    {
        tag = default;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        tag = new TableTag(text![..colon], version);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Uid}:{Version}");
}
