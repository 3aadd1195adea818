using SchemaRegistry.Gateway.Registry;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>Declares the right that an RPC takes; every one declares one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsAttribute(Right right) : Attribute
{
    public Right Right => right;
}
