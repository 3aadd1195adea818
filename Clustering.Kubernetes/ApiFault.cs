using System.Globalization;
using System.Net;
using System.Text.Json;
using k8s.Autorest;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>What a failed call to the API server says.</summary>
internal static class ApiFault
{
    /// <summary>The server considered the request and said no: calling again changes nothing by itself.</summary>
    public static bool IsVerdict(Exception fault) =>
        Status(fault) is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity;

    public static bool IsRefusal(Exception fault) => Status(fault) is HttpStatusCode.Unauthorized || IsForbidden(fault);

    /// <summary>A right is missing. Not so with 401: there the server cannot tell at the moment who calls.</summary>
    public static bool IsForbidden(Exception fault) => Status(fault) is HttpStatusCode.Forbidden;

    /// <summary>The server turned the request away before it looked at it, so that it may be sent again.</summary>
    public static bool IsThrottle(Exception fault) => Status(fault) is HttpStatusCode.TooManyRequests;

    public static bool IsMissing(Exception fault) => Status(fault) is HttpStatusCode.NotFound;

    /// <summary>
    /// The object to be created exists already. Other conflicts that keep it from being created, such as an exceeded quota, have the
    /// same status, 409, but another reason.
    /// </summary>
    public static bool IsThere(Exception fault) => IsConflict(fault) && Field(fault, "reason") == "AlreadyExists";

    public static bool IsConflict(Exception fault) => Status(fault) is HttpStatusCode.Conflict;

    public static bool IsUnprocessable(Exception fault) => Status(fault) is HttpStatusCode.UnprocessableEntity;

    /// <summary>Faults of the network and answers that are not 2xx, but no errors in this library.</summary>
    public static bool IsFromServer(Exception fault) =>
        fault is HttpOperationException or HttpRequestException or IOException or TimeoutException or JsonException or k8s.KubernetesException;

    public static TimeSpan? RetryAfter(Exception fault)
    {
        if (fault is not HttpOperationException { Response.Headers: { } headers })
        {
            return null;
        }

        foreach (var (name, values) in headers)
        {
            if (name.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }

    /// <summary>
    /// One line: the status with the server's own words, which name the missing right where one is missing; or, where there was no
    /// answer, the fault with those inside it, of which the innermost tells why.
    /// </summary>
    public static string Describe(Exception fault)
    {
        if (fault is not HttpOperationException { Response: { } response })
        {
            return string.Join(": ", Chain(fault).Select(Words).Where(words => words.Length > 0).Distinct());
        }

        return $"{(int)response.StatusCode} {Field(fault, "message") ?? response.ReasonPhrase}";
    }

    private static IEnumerable<Exception> Chain(Exception fault)
    {
        for (var at = fault; at is not null; at = at.InnerException)
        {
            yield return at;
        }
    }

    private static string Words(Exception fault) =>
        fault.Message.ReplaceLineEndings(" ").Replace("see inner exception", "", StringComparison.Ordinal).TrimEnd(' ', ',', '.');

    private static HttpStatusCode? Status(Exception fault) => (fault as HttpOperationException)?.Response?.StatusCode;

    // The body is a Status, unless something between here and the server has answered.
    private static string? Field(Exception fault, string name)
    {
        try
        {
            using var status = JsonDocument.Parse((fault as HttpOperationException)?.Response?.Content ?? "");
            return status.RootElement.ValueKind == JsonValueKind.Object && status.RootElement.TryGetProperty(name, out var field)
                ? field.GetString()
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
