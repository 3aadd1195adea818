using static SchemaRegistry.Gateway.Rest.OpenApi.Parameters;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>What the API's description says of subjects and versions.</summary>
internal static class SubjectDescriptions
{
    private const string Group = "Subjects";

    public static readonly RouteDescription List = new(Group, "Lists subjects")
    {
        Detail = "Names outside the default context are qualified. With `detail=latest` the answer is a page of subjects with their latest "
            + "version instead, and `cursor` takes the `next` of the page before: an addition to the protocol.",
        Query =
        [
            SubjectPrefix with { Meaning = SubjectPrefix.Meaning + " Default `:*:`." }, Deleted, DeletedOnly, Offset, Limit,
            new("detail", "string", "`latest` for pages with the latest version of each subject."),
            new("cursor", "string", "Where a page starts."),
        ],
        Answer = Shapes.Names,
    };

    public static readonly RouteDescription Lookup = new(Group, "Finds the version of a subject that holds a schema")
    {
        Query = [Normalize, Format, Deleted],
        Body = Shapes.SubmittedSchema,
        Answer = Shapes.Schema,
        Errors = [40401, 40403, 42201, 42291, 42292, 42293, 422],
    };

    public static readonly RouteDescription FindByMetadata = new(
        Group, "Finds the newest version whose metadata holds all of the properties given")
    {
        Query =
        [
            new("key", "string", "Name of a property; repeat together with `value`.", IsRepeatable: true),
            new("value", "string", "Value of the property.", IsRepeatable: true),
            Format,
            Deleted,
        ],
        Answer = Shapes.Schema,
        Errors = [40401, 40403],
    };

    public static readonly RouteDescription Delete = new(Group, "Deletes a subject")
    {
        Detail = "A soft deletion hides all versions and can be undone; a permanent one must follow it.",
        Query = [Permanent],
        Answer = Shapes.Numbers,
        Errors = [40401, 40404, 40405, 42205, 42206],
    };

    public static readonly RouteDescription Register = new(Group, "Registers a schema")
    {
        Detail = "What is registered already is answered with its id and version and stored no second time.",
        Query = [Normalize, Format, new("force", "boolean", "Whether to pass over the compatibility check.")],
        Body = Shapes.SubmittedSchema,
        Answer = Shapes.Registered,
        Errors = [40901, 42201, 42205, 42208, 42209, 42210, 42291, 42292, 42293, 422],
    };

    public static readonly RouteDescription ListVersions = new(Group, "Lists the versions of a subject")
    {
        Query =
        [
            Deleted, DeletedOnly,
            new("deletedAsNegative", "boolean", "Whether to show soft-deleted versions as negative numbers."),
            Offset, Limit,
        ],
        Answer = Shapes.Numbers,
        Errors = [40401],
    };

    public static readonly RouteDescription GetVersion = new(Group, "Answers a version of a subject")
    {
        Query = [Format, ReferenceFormat, Deleted, FindTags],
        Answer = Shapes.Schema,
        Errors = [40401, 40402, 42202],
    };

    public static readonly RouteDescription GetText = new(Group, "Answers the text of a version's schema")
    {
        Query = [Format, Deleted],
        Answer = Shapes.SchemaText,
        Errors = [40401, 40402, 42202],
    };

    public static readonly RouteDescription ReferencedBy = new(Group, "Lists the ids of the schemas that refer to a version")
    {
        Query = [Deleted, Offset, Limit],
        Answer = Shapes.Numbers,
        Errors = [40401, 40402, 42202],
    };

    public static readonly RouteDescription DeleteVersion = new(Group, "Deletes a version of a subject")
    {
        Query = [Permanent],
        Answer = Shapes.Number,
        Errors = [40401, 40402, 40406, 40407, 42202, 42205, 42206],
    };

    public static readonly RouteDescription Restore = new(Group, "Shows a soft-deleted version again")
    {
        Detail = "An addition to the protocol. The version keeps its number and its id, and is not compared with the others again. "
            + "`latest` is no soft-deleted version.",
        Answer = Shapes.Schema,
        Errors = [40401, 40402, 42202, 42205],
        IsOurs = true,
    };

    public static readonly RouteDescription EditTags = new(Group, "Registers a version that differs from another in tags, metadata and rules")
    {
        Body = Shapes.TagChange,
        Answer = Shapes.Registered,
        Errors = [40401, 40402, 40901, 42201, 42202, 42205, 42209, 42210, 42292, 422],
    };
}
