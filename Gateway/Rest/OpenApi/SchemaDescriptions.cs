using static SchemaRegistry.Gateway.Rest.OpenApi.Parameters;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>What the API's description says of schemas by id and GUID, and of compatibility checks.</summary>
internal static class SchemaDescriptions
{
    private const string Group = "Schemas";
    private const string Checks = "Compatibility";

    public static readonly RouteDescription List = new(Group, "Lists schemas by subject and version")
    {
        Query =
        [
            SubjectPrefix with { Meaning = SubjectPrefix.Meaning + " Default: the default context." },
            Deleted,
            new("latestOnly", "boolean", "Whether to show only the latest version of each subject."),
            new("aliases", "boolean", "Whether to show the aliases of each subject, and subjects whose aliases match."),
            new("ruleType", "string", "Shows only schemas with a rule of this type."),
            Offset,
            SchemaLimit,
        ],
        Answer = Shapes.Schemas,
    };

    public static readonly RouteDescription Types = new(Group, "Lists the schema types that can be registered") { Answer = Shapes.Types };

    public static readonly RouteDescription GetById = new(Group, "Answers the schema behind an id")
    {
        Query =
        [
            Subject, Format, ReferenceFormat, FindTags,
            new("fetchMaxId", "boolean", "Whether to tell the highest id of the context."),
        ],
        Answer = Shapes.SchemaById,
        Errors = [40403],
    };

    public static readonly RouteDescription GetText = new(Group, "Answers the text behind an id")
    {
        Query = [Subject, Format],
        Answer = Shapes.SchemaText,
        Errors = [40403],
    };

    public static readonly RouteDescription ListSubjects = new(Group, "Lists the subjects that use an id")
    {
        Query = [Subject, Deleted, Offset, Limit],
        Answer = Shapes.Names,
        Errors = [40403],
    };

    public static readonly RouteDescription ListVersions = new(Group, "Lists the subjects and versions that use an id")
    {
        Query = [Subject, Deleted, Offset, Limit],
        Answer = Shapes.SubjectVersions,
        Errors = [40403],
    };

    public static readonly RouteDescription GetByGuid = new(Group, "Answers the schema behind a GUID")
    {
        Query = [Format],
        Answer = Shapes.SchemaById,
        Errors = [40403],
    };

    public static readonly RouteDescription ListIds = new(Group, "Lists the contexts and ids under which a GUID is registered")
    {
        Answer = Shapes.ContextIds,
    };

    public static readonly RouteDescription Check = new(Checks, "Compares a schema with the versions that registering it would compare it with")
    {
        Query = [new("verbose", "boolean", "Whether to say what is incompatible."), Normalize],
        Body = Shapes.SubmittedSchema,
        Answer = Shapes.Compatibility,
        Errors = [42201, 42209, 42291, 42292, 42293, 422],
    };

    public static readonly RouteDescription CheckVersion = Check with
    {
        Summary = "Compares a schema with one version",
        Errors = [40402, 42201, 42202, 42209, 42291, 42292, 42293, 422],
    };
}
