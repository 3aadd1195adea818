using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace SchemaRegistry.Clustering.Tests.StandIn;

internal sealed record ApiAnswer(int Status, JsonObject Body)
{
    public static ApiAnswer Object(JsonObject body, int status = 200) => new(status, body);

    public static ApiAnswer Error(int status, string reason, string message) => new(status, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["reason"] = reason,
        ["message"] = message,
        ["code"] = status,
    });
}

/// <summary>A call as it arrived.</summary>
internal sealed record ApiRequest(string Method, string Kind, string? Name, string Query, string ContentType)
{
    /// <summary>The one object that a list or a watch is limited to.</summary>
    public string? SelectedName => ApiSelector.NameIn(QueryHelpers.ParseQuery(Query).GetValueOrDefault("fieldSelector"));

    /// <summary>How long a watch is asked to last.</summary>
    public double? TimeoutSeconds => double.TryParse(
        QueryHelpers.ParseQuery(Query).GetValueOrDefault("timeoutSeconds"), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    public bool IsWatch => Query.Contains("watch=true", StringComparison.OrdinalIgnoreCase);

    public long At { get; init; }

    /// <summary>How it was answered, when it has been carried out.</summary>
    public int Status { get; set; }
}

/// <summary>What goes wrong with a call.</summary>
/// <param name="Status">The answer's status; 0 lets the call hang until the client gives up.</param>
/// <param name="IsLate">The call is carried out first, so that its outcome is unknown to the client.</param>
/// <param name="Reason">The machine-readable one, where the status has several.</param>
internal sealed record ApiFailure(int Status, bool IsLate = false, int? RetryAfterSeconds = null, string? Reason = null)
{
    public ApiAnswer Answer(string kind) => ApiAnswer.Error(Status, Reason ?? UsualReason, $"{kind} is told to fail");

    private string UsualReason => Status switch
    {
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        409 => "Conflict",
        410 => "Expired",
        422 => "Invalid",
        429 => "TooManyRequests",
        503 => "ServiceUnavailable",
        _ => "InternalError",
    };
}
