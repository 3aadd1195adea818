using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>The words that rules are stored with, by the numbers of the wire's enums.</summary>
internal static class RuleNames
{
    private static readonly string?[] Executions = [null, "ALL", "CLIENT", "GATEWAY", "SERVER", "NONE"];
    private static readonly string?[] Kinds = ["TRANSFORM", "TRANSFORM", "CONDITION"];
    private static readonly string?[] Modes = ["WRITEREAD", "WRITEREAD", "WRITE", "READ", "UPDOWN", "UPGRADE", "DOWNGRADE"];

    public static Outcome<string?> Read(Wire.RuleExecution execution) => Read(Executions, (int)execution, "place of execution");

    public static Outcome<string?> Read(Wire.RuleKind kind) => Read(Kinds, (int)kind, "rule kind");

    public static Outcome<string?> Read(Wire.RuleMode mode) => Read(Modes, (int)mode, "rule mode");

    public static Wire.RuleExecution Execution(string? name) => (Wire.RuleExecution)NumberOf(Executions, name);

    public static Wire.RuleKind Kind(string? name) => (Wire.RuleKind)NumberOf(Kinds, name);

    public static Wire.RuleMode Mode(string? name) => (Wire.RuleMode)NumberOf(Modes, name);

    private static Outcome<string?> Read(string?[] names, int number, string what) =>
        number >= 0 && number < names.Length ? names[number] : RegistryErrors.InvalidRuleSet($"Unknown {what} {number}");

    private static int NumberOf(string?[] names, string? name) => Math.Max(0, Array.LastIndexOf(names, name));
}
