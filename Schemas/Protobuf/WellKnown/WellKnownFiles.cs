using System.Collections.Frozen;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Parsing;

namespace SchemaRegistry.Schemas.Protobuf.WellKnown;

/// <summary>The files that can be imported without a reference (reference 10.3), each parsed when first used.</summary>
internal static class WellKnownFiles
{
    private const string ResourcePrefix = "protobuf/";

    private static readonly FrozenDictionary<string, Lazy<LinkedFile>> Files = typeof(WellKnownFiles).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(name => name[ResourcePrefix.Length..])
        .ToFrozenDictionary(path => path, path => new Lazy<LinkedFile>(() => Load(path)), StringComparer.Ordinal);

    /// <summary>Defines the options of every kind of element.</summary>
    public static LinkedFile Descriptor => Files["google/protobuf/descriptor.proto"].Value;

    public static IEnumerable<string> Paths => Files.Keys;

    public static LinkedFile? Find(string path) => Files.TryGetValue(path, out var file) ? file.Value : null;

    private static LinkedFile Load(string path)
    {
        using var stream = typeof(WellKnownFiles).Assembly.GetManifestResourceStream(ResourcePrefix + path)!;
        using var reader = new StreamReader(stream);
        var (file, _) = FileParser.Parse(reader.ReadToEnd(), ParseOptions.ForStoredSchemas);
        return new LinkedFile(file ?? ProtoFile.Empty, path, "", Find);
    }
}
