using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>
/// Enums of the wire and ours. Both count alike, except that the wire's begin with an "unspecified" of their own. Protobuf
/// lets any number through, so each is checked.
/// </summary>
internal static class WireEnums
{
    public static Wire.SchemaType Show(SchemaType type) => (Wire.SchemaType)((int)type + 1);

    public static Wire.Mode Show(RegistryMode? mode) => mode is { } set ? (Wire.Mode)((int)set + 1) : Wire.Mode.Unspecified;

    public static Wire.CompatibilityLevel Show(CompatibilityLevel? level) =>
        level is { } set ? (Wire.CompatibilityLevel)((int)set + 1) : Wire.CompatibilityLevel.Unspecified;

    public static Wire.CompatibilityPolicy Show(CompatibilityPolicy? policy) =>
        policy is { } set ? (Wire.CompatibilityPolicy)((int)set + 1) : Wire.CompatibilityPolicy.Unspecified;

    public static Wire.ChangeKind Show(ChangeType type) => (Wire.ChangeKind)((int)type + 1);

    public static Wire.WebhookState Show(WebhookState state) => (Wire.WebhookState)((int)state + 1);

    public static Outcome<ChangeType> Read(Wire.ChangeKind kind) =>
        kind != Wire.ChangeKind.Unspecified && Enum.IsDefined(kind)
            ? (ChangeType)((int)kind - 1)
            : GrpcErrors.Invalid($"Unknown kind {kind} of changes");

    public static Outcome<SchemaType> Read(Wire.SchemaType type) =>
        type == Wire.SchemaType.Unspecified ? SchemaType.Avro
        : Enum.IsDefined(type) ? (SchemaType)((int)type - 1)
        : RegistryErrors.InvalidSchema($"Invalid schema type {type}");

    public static Outcome<RegistryMode> Read(Wire.Mode mode) =>
        mode != Wire.Mode.Unspecified && Enum.IsDefined(mode) ? (RegistryMode)((int)mode - 1) : RegistryErrors.InvalidMode();

    public static Outcome<CompatibilityLevel?> Read(Wire.CompatibilityLevel level) =>
        level == Wire.CompatibilityLevel.Unspecified ? default(CompatibilityLevel?)
        : Enum.IsDefined(level) ? (CompatibilityLevel?)((int)level - 1)
        : RegistryErrors.InvalidCompatibilityLevel();

    public static Outcome<CompatibilityPolicy?> Read(Wire.CompatibilityPolicy policy) =>
        policy == Wire.CompatibilityPolicy.Unspecified ? default(CompatibilityPolicy?)
        : Enum.IsDefined(policy) ? (CompatibilityPolicy?)((int)policy - 1)
        : RegistryErrors.InvalidCompatibilityPolicy(policy.ToString());

    public static Outcome<DeletedView> Read(Wire.DeletedView view) =>
        Enum.IsDefined(view) ? (DeletedView)(int)view : GrpcErrors.Invalid($"Unknown view {view} of what is deleted");
}
