namespace SchemaRegistry.Storage.Catalog;

/// <summary>How much a page of a list holds.</summary>
internal static class PageSize
{
    /// <summary>Rows in one query of a list.</summary>
    public const int Rows = 500;

    /// <summary>Bytes of contents loaded at once for a list, unless one alone is larger.</summary>
    public const long ContentBytes = 4 << 20;
}
