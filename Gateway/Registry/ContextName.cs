using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>The name of a context as callers write it: with its dot or without, or as it stands in front of a subject (reference 2.2).</summary>
internal static class ContextName
{
    public static Outcome<string> Read(string given)
    {
        var name = given.StartsWith(':') ? given[1..] : given;
        name = name.EndsWith(':') ? name[..^1] : name;
        return name.Contains(':', StringComparison.Ordinal) ? RegistryErrors.ColonInContext(given)
            : name.StartsWith('.') ? name
            : "." + name;
    }
}
