using SchemaRegistry.Gateway.Registry;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>What the API's description says of a route. Every route declares one.</summary>
/// <param name="Group">The heading it stands under.</param>
/// <param name="Summary">One line.</param>
internal sealed record RouteDescription(string Group, string Summary)
{
    /// <summary>More about it, where the line is not enough.</summary>
    public string? Detail { get; init; }

    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>Null when it takes none.</summary>
    public Shape? Body { get; init; }

    /// <summary>Null when it answers 204.</summary>
    public Shape? Answer { get; init; }

    /// <summary>The codes that its own rules may answer; those of HTTP and of a lost store come to every route.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];

    /// <summary>An addition to the protocol.</summary>
    public bool IsOurs { get; init; }
}

/// <summary>A query parameter.</summary>
/// <param name="Type">As JSON Schema calls it: boolean, integer, string.</param>
internal sealed record QueryParameter(string Name, string Type, string Meaning, bool IsRepeatable = false);

/// <summary>The form of a body, told by an example.</summary>
/// <param name="Name">Under which it is listed once.</param>
/// <param name="Example">JSON.</param>
internal sealed record Shape(string Name, string Example);

/// <summary>A route with its description, as routing keeps it.</summary>
internal sealed record DescribedRoute(string Method, string Path, Right Right, RouteDescription RouteDescription)
{
    /// <summary>What metrics call it.</summary>
    public string Name { get; } = $"{Method} {Path}";
}
