using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>The error that took the place of an answer.</summary>
/// <param name="code">The registry's own, which both protocols tell.</param>
public sealed class RefusedException(int code, string message) : Exception($"{code}: {message}")
{
    public int Code => code;
}

/// <summary>A schema as it is sent.</summary>
public sealed record Draft(string Text)
{
    public string Type { get; init; } = "AVRO";

    public SchemaRef[] References { get; init; } = [];

    /// <summary>A property of its metadata.</summary>
    public (string Key, string Value)? Property { get; init; }

    /// <summary>The names of its domain rules, all of type CEL.</summary>
    public string[] Rules { get; init; } = [];

    public int? Version { get; init; }

    public int? Id { get; init; }

    public bool Normalize { get; init; }

    public bool Force { get; init; }
}

public sealed record Registered(int Id, int Version, string Guid);

/// <summary>What is shown of a schema. Members that an answer does not have, or that one protocol leaves out there, are empty.</summary>
public sealed record Shown(string Subject, int Version, string Guid, string Text)
{
    public string Type { get; init; } = "";

    public bool Deleted { get; init; }

    /// <summary>The subjects of its references.</summary>
    public string[] References { get; init; } = [];

    /// <summary>The properties of its metadata, each as <c>key=value</c>.</summary>
    public string[] Properties { get; init; } = [];

    /// <summary>Each as <c>path:tag</c>.</summary>
    public string[] Tags { get; init; } = [];

    public int? MaxId { get; init; }
}

/// <summary>How a schema is to be shown.</summary>
public sealed record Form(string Format = "", bool Qualified = false, string FindTags = "", bool MaxId = false);

public enum View
{
    Live,
    All,
    DeletedOnly,
}

/// <summary>The members of a configuration that the cases need; null is not set.</summary>
public sealed record Settings(string? Level = null, string? Alias = null, string? Group = null, bool? Normalize = null);

/// <summary>A webhook; its state and id are the registry's to tell.</summary>
public sealed record Hook(string Url)
{
    /// <summary>What every one is sent with; never shown.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    public string Id { get; init; } = "";

    public string? Context { get; init; }

    public string[] Kinds { get; init; } = [];

    public bool Enabled { get; init; }
}
