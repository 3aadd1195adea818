namespace SchemaRegistry.Model;

/// <summary>Which versions or subjects a list shows, by soft deletion.</summary>
public enum DeletedView
{
    /// <summary>Only what is not soft-deleted.</summary>
    Hide = 0,

    /// <summary>Everything.</summary>
    Show = 1,

    /// <summary>Versions that are soft-deleted; subjects of which all are.</summary>
    Only = 2,
}
