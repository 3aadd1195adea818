using System.Text.Json.Serialization;

namespace SchemaRegistry.Model;

/// <summary>
/// A dependency of a schema on a version of another subject. <paramref name="Name"/> is what the schema text calls it:
/// a full name in Avro, the URI of a <c>$ref</c> in JSON Schema, an import path in Protobuf.
/// </summary>
/// <param name="Name">The name used inside the schema text.</param>
/// <param name="Subject">The subject as registered; unqualified means the context of the referrer.</param>
/// <param name="Version">1 to 2^31-1; −1 means latest and is resolved before the schema is stored.</param>
public sealed record SchemaReference(string Name, string Subject, int Version)
{
    /// <summary>As in <see cref="Metadata.Unknown"/>.</summary>
    [JsonExtensionData]
    public UnknownMembers? Unknown { get; set; }

    public bool Equals(SchemaReference? other) =>
        other is not null && Name == other.Name && Subject == other.Subject && Version == other.Version;

    public override int GetHashCode() => HashCode.Combine(Name, Subject, Version);
}
