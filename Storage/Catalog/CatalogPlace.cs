using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Catalog;

/// <summary>What counts as one item of a list.</summary>
internal enum CatalogItem
{
    Subject,
    LatestVersion,
    Version,
}

/// <summary>The last of so many items of a list, behind which it goes on.</summary>
/// <param name="Subject">Null when the list has fewer items.</param>
/// <param name="Version">In a list of all versions the version; 0 for the whole subject.</param>
/// <param name="Counted">How many items the list has, when they are fewer.</param>
internal readonly record struct CatalogPlace(SubjectName? Subject, int Version, int Counted)
{
    /// <summary>In SQL, how many items a row <c>s</c> of subjects stands for.</summary>
    public static string ItemsOf(CatalogItem item, DeletedView deleted) => (item, deleted) switch
    {
        (not CatalogItem.Version, _) => "1",
        (_, DeletedView.Hide) => "s.live_versions",
        (_, DeletedView.Show) => "s.versions",
        _ => "s.versions - s.live_versions",
    };

    /// <summary>In SQL, whether it stands for any.</summary>
    public static string HasItems(CatalogItem item, DeletedView deleted) => (item, deleted) switch
    {
        (_, DeletedView.Hide) => "s.live_versions > 0",
        (_, DeletedView.Show) => "s.versions > 0",
        (CatalogItem.Subject, _) => "s.versions > 0 AND s.live_versions = 0",
        _ => "s.versions > s.live_versions",
    };
}
