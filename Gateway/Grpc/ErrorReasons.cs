namespace SchemaRegistry.Gateway.Grpc;

/// <summary>The word for each of the registry's codes, which <c>google.rpc.ErrorInfo</c> asks for. Words never change.</summary>
internal static class ErrorReasons
{
    private static readonly Dictionary<int, string> ByCode = new()
    {
        [400] = "BAD_REQUEST",
        [413] = "MESSAGE_TOO_LARGE",
        [421] = "MISDIRECTED_REQUEST",
        [422] = "MISSING_ARGUMENT",
        [500] = "INTERNAL_ERROR",
        [40401] = "SUBJECT_NOT_FOUND",
        [40402] = "VERSION_NOT_FOUND",
        [40403] = "SCHEMA_NOT_FOUND",
        [40404] = "SUBJECT_SOFT_DELETED",
        [40405] = "SUBJECT_NOT_SOFT_DELETED",
        [40406] = "VERSION_SOFT_DELETED",
        [40407] = "VERSION_NOT_SOFT_DELETED",
        [40408] = "CONFIG_NOT_FOUND",
        [40409] = "MODE_NOT_FOUND",
        [40490] = "WEBHOOK_NOT_FOUND",
        [40491] = "DEAD_LETTER_NOT_FOUND",
        [40901] = "INCOMPATIBLE_SCHEMA",
        [40990] = "WEBHOOK_CHANGED_MEANWHILE",
        [40991] = "REQUEST_ID_REUSED",
        [41001] = "CHANGES_NOT_KEPT",
        [41002] = "FOREIGN_CHANGE_TOKEN",
        [42201] = "INVALID_SCHEMA",
        [42202] = "INVALID_VERSION",
        [42203] = "INVALID_COMPATIBILITY",
        [42204] = "INVALID_MODE",
        [42205] = "OPERATION_NOT_PERMITTED",
        [42206] = "REFERENCE_EXISTS",
        [42208] = "INVALID_SUBJECT",
        [42209] = "SCHEMA_TOO_LARGE",
        [42210] = "INVALID_RULE_SET",
        [42211] = "CONTEXT_NOT_EMPTY",
        [42290] = "INVALID_WEBHOOK",
        [42291] = "NAME_TOO_LONG",
        [42292] = "METADATA_TOO_LARGE",
        [42293] = "TOO_MANY_REFERENCES",
        [50301] = "REGISTRY_UNAVAILABLE",
    };

    public static IReadOnlyDictionary<int, string> All => ByCode;

    public static string Of(int code) => ByCode.GetValueOrDefault(code) ?? $"ERROR_{code}";
}
