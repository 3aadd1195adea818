namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>The parameters that several routes share.</summary>
internal static class Parameters
{
    public static readonly QueryParameter Offset = new("offset", "integer", "How many items to pass over. Default 0.");
    public static readonly QueryParameter Limit = new("limit", "integer", "Most items to answer. Default: no limit.");
    public static readonly QueryParameter SchemaLimit = new("limit", "integer", "Most items to answer, up to 1000. Default 1000.");
    public static readonly QueryParameter Deleted = new("deleted", "boolean", "Whether to show what is soft-deleted too.");
    public static readonly QueryParameter DeletedOnly = new("deletedOnly", "boolean", "Whether to show only what is soft-deleted.");
    public static readonly QueryParameter Normalize = new("normalize", "boolean", "Whether to compare and store the normal form.");
    public static readonly QueryParameter Permanent = new(
        "permanent", "boolean", "Whether to delete for good what was soft-deleted before.");
    public static readonly QueryParameter Subject = new(
        "subject", "string", "The subject, or the context as `:.ctx:`, that the id belongs to.");
    public static readonly QueryParameter DefaultToGlobal = new(
        "defaultToGlobal", "boolean", "Whether to answer what is in force, from wherever it comes.");

    public static readonly QueryParameter SubjectPrefix = new(
        "subjectPrefix", "string", "What subjects must begin with: `pre`, `:.ctx:pre` in a context, `:*:pre` in all contexts.");

    public static readonly QueryParameter Format = new(
        "format",
        "string",
        "Form of the text: `resolved` for Avro; `serialized` or `ignore_extensions` for Protobuf. Others give the canonical text.");

    public static readonly QueryParameter ReferenceFormat = new(
        "referenceFormat", "string", "`qualified` spells out the context of each reference.");

    public static readonly QueryParameter FindTags = new(
        "findTags", "string", "Shows the records and fields that bear this tag; `*` for any.", IsRepeatable: true);

    /// <summary>What the names in braces stand for.</summary>
    public static string MeaningOf(string pathParameter) => pathParameter switch
    {
        "subject" => "A subject, `:.ctx:name` outside the default context. In configuration and mode also a context as `:.ctx:`.",
        "version" => "A version number, `latest`, or -1 for the same.",
        "id" => "A schema's id, unique within its context.",
        "guid" => "A schema's GUID, the same in every context and registry.",
        "context" => "A context's name, with or without its dot.",
        _ => pathParameter,
    };
}
