using static SchemaRegistry.Gateway.Rest.OpenApi.Parameters;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>What the API's description says of contexts, settings and the server itself.</summary>
internal static class ServerOperations
{
    private const string Server = "Server";
    private const string Contexts = "Contexts";
    private const string Configuration = "Configuration";
    private const string Modes = "Mode";

    public static readonly RouteDescription Root = new(Server, "Answers an empty object") { Answer = Shapes.Nothing };

    public static readonly RouteDescription ClusterId = new(Server, "Names the cluster") { Answer = Shapes.ClusterId };

    public static readonly RouteDescription Version = new(Server, "Names the version that is running") { Answer = Shapes.Version };

    public static readonly RouteDescription Deployment = new(Server, "Lists attributes of the deployment") { Answer = Shapes.Deployment };

    public static readonly RouteDescription ListContexts = new(Contexts, "Lists contexts")
    {
        Detail = "A context comes into being with the first registration in it. Any path below `/contexts/{context}` is read inside "
            + "that context.",
        Query = [new("contextPrefix", "string", "What names must begin with, the dot included."), Offset, Limit],
        Answer = Shapes.Names,
    };

    public static readonly RouteDescription DeleteContext = new(Contexts, "Deletes an empty context") { Errors = [42208, 42211] };

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
        Errors = [42203, 42205, 42208, 42210, 422],
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
        Errors = [42204, 42205, 42206, 42208, 422],
    };

    public static readonly RouteDescription DeleteMode = new(Modes, "Removes the mode and answers what it was")
    {
        Query = [new("recursive", "boolean", "Whether to remove the modes of all subjects in the context too.")],
        Answer = Shapes.Mode,
        Errors = [40401, 42205],
    };
}
