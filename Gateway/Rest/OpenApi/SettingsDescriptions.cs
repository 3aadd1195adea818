using static SchemaRegistry.Gateway.Rest.OpenApi.Parameters;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>What the API's description says of settings: configuration and mode.</summary>
internal static class SettingsDescriptions
{
    private const string Configuration = "Configuration";
    private const string Modes = "Mode";

    public static readonly RouteDescription GetConfig = new(Configuration, "Answers the configuration of the top level, a context or a subject")
    {
        Query = [DefaultToGlobal],
        Answer = Shapes.Config,
        Errors = [40408],
    };

    public static readonly RouteDescription PutConfig = new(Configuration, "Changes the configuration")
    {
        Detail = "A member that is absent stays as it is; null clears it.",
        Body = Shapes.ConfigUpdate,
        Answer = Shapes.ConfigUpdate,
        Errors = [42203, 42205, 42208, 42210, 42291, 42292, 422],
    };

    public static readonly RouteDescription DeleteConfig = new(Configuration, "Removes the configuration and answers what it was")
    {
        Answer = Shapes.Config,
        Errors = [40401, 42205],
    };

    public static readonly RouteDescription GetMode = new(Modes, "Answers the mode of the top level, a context or a subject")
    {
        Query = [DefaultToGlobal],
        Answer = Shapes.Mode,
        Errors = [40409],
    };

    public static readonly RouteDescription PutMode = new(Modes, "Sets the mode")
    {
        Query = [new("force", "boolean", "Whether to go to IMPORT although there are subjects.")],
        Body = Shapes.Mode,
        Answer = Shapes.Mode,
        Errors = [42204, 42205, 42206, 42208, 42291, 422],
    };

    public static readonly RouteDescription DeleteMode = new(Modes, "Removes the mode and answers what it was")
    {
        Query = [new("recursive", "boolean", "Whether to remove the modes of all subjects in the context too.")],
        Answer = Shapes.Mode,
        Errors = [40401, 42205],
    };
}
