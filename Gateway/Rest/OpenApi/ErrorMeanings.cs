namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>What the codes of reference 5 say, for the API's description.</summary>
internal static class ErrorMeanings
{
    /// <summary>The codes that every route may answer.</summary>
    public static readonly IReadOnlyList<int> OfEveryRoute = [404, 405, 406, 414, 421, 500, 50301];

    /// <summary>The codes that come to every route with a body.</summary>
    public static readonly IReadOnlyList<int> OfEveryBody = [400, 403, 413, 415];

    public static string Of(int code) => code switch
    {
        400 => "The body or the path cannot be read.",
        403 => "A page of another site sent it, which may not.",
        404 => "There is no such path, or a number in it is none.",
        405 => "The path takes other methods.",
        406 => "None of the media types accepted can be served.",
        413 => "The body is too large.",
        414 => "The request target is too long.",
        415 => "The body is of another media type.",
        421 => "The server was called by a name that is not its own.",
        422 => "There is no body.",
        500 => "The registry failed.",
        40401 => "The subject does not exist, or nothing is set for it.",
        40402 => "The version does not exist.",
        40403 => "The schema does not exist.",
        40404 => "The subject is soft-deleted already.",
        40405 => "The subject must be soft-deleted first.",
        40406 => "The version is soft-deleted already.",
        40407 => "The version must be soft-deleted first.",
        40408 => "The subject has no configuration of its own.",
        40409 => "The subject has no mode of its own.",
        40490 => "The webhook does not exist.",
        40491 => "The dead letter does not exist.",
        40901 => "The schema is incompatible with an earlier version.",
        40990 => "The webhook was changed meanwhile.",
        41001 => "The changes after the token are no longer kept: begin again.",
        41002 => "The token is of another change log: begin again.",
        42201 => "The schema, its type or a reference is invalid.",
        42202 => "The version in the path is no version.",
        42203 => "The compatibility level or policy is unknown.",
        42204 => "The mode is unknown, or not possible here.",
        42205 => "The operation is not permitted: by the mode, the id, or a limit of this installation.",
        42206 => "Another schema refers to it.",
        42208 => "The subject's name is not allowed.",
        42209 => "The schema is too large.",
        42210 => "The rule set is invalid.",
        42211 => "The context still holds subjects.",
        42290 => "The webhook is invalid.",
        42291 => "A name is too long.",
        42292 => "Metadata and rules are too large.",
        42293 => "The schema has too many references.",
        50301 => "The store is away; try again after `Retry-After` seconds.",
        _ => "",
    };

    public static int StatusOf(int code) => code >= 10_000 ? code / 100 : code;
}
