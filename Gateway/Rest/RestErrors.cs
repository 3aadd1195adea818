using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>The errors of HTTP itself (reference 1.3).</summary>
internal static class RestErrors
{
    public static readonly RegistryError NotFound = new(404, "HTTP 404 Not Found");
    public static readonly RegistryError MethodNotAllowed = new(405, "HTTP 405 Method Not Allowed");
    public static readonly RegistryError NotAcceptable = new(406, "HTTP 406 Not Acceptable");
    public static readonly RegistryError UnsupportedMediaType = new(415, "HTTP 415 Unsupported Media Type");
    public static readonly RegistryError Internal = new(500, "Internal Server Error");

    public static readonly RegistryError ForeignOrigin = new(403, "A page of another site may not change anything here; CORS_ORIGINS lists those that may");
    public static readonly RegistryError UnaskedType = new(403, "A page of another site has to send JSON, and say so by its content type");

    public static readonly RegistryError BodyTooSlow = new(408, ComingBody.TooSlow);

    public static RegistryError BadRequest(string message) => new(400, message);

    public static RegistryError BodyTooLarge(int limit) => new(413, $"The request body is larger than {limit} bytes");

    public static RegistryError TargetTooLong(int limit) => new(414, $"The request target is longer than {limit} bytes");
}
