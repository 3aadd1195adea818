using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Contracts;

/// <summary>What a reference must say, whatever protocol it came by: a name, a subject, and a version or −1 for the latest.</summary>
internal static class ReferenceValidation
{
    public static Outcome<SchemaReference> Check(string? name, string? subject, int version) =>
        string.IsNullOrEmpty(name) || string.IsNullOrEmpty(subject) || version is 0 or < -1
            ? RegistryErrors.InvalidSchema($"Invalid reference: {{name={name}, subject={subject}, version={version}}}")
            : new SchemaReference(name, subject, version);
}
