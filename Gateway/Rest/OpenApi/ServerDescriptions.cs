using static SchemaRegistry.Gateway.Rest.OpenApi.Parameters;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>What the API's description says of contexts and the server itself.</summary>
internal static class ServerDescriptions
{
    private const string Server = "Server";
    private const string Contexts = "Contexts";

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
}
