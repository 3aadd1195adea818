namespace SchemaRegistry.Storage.Catalog;

/// <summary>How much a page of a list holds.</summary>
internal static class PageSize
{
    /// <summary>Rows in one query of a list.</summary>
    public const int Rows = 500;

    /// <summary>Bytes of schema text loaded at once for a list, unless one text alone is larger.</summary>
    public const long TextBytes = 4 << 20;
}
