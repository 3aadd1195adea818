using SchemaRegistry.Gateway.Registry.Lists;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>How lists are read, and how long they may get.</summary>
internal static class Pages
{
    /// <summary>The first is short, as how long its items are is not known yet.</summary>
    public static readonly PageSizes Sizes = new(First: 8, Most: 2_000);

    /// <summary>The number of items to list at most; 0 stands for all.</summary>
    public static int LimitOf(int given) => given switch
    {
        0 => int.MaxValue,
        < 0 => throw GrpcErrors.Invalid($"limit must not be negative, and is {given}").ToException(),
        _ => given,
    };
}
