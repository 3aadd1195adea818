using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.WellKnown;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>
/// Reads encoded options back into options as a source states them. Custom ones are named by the extensions that the file
/// and its imports define; one that nobody defines has no name and is dropped.
/// </summary>
internal sealed class OptionDecoder(LinkedFile file, int maxDepth)
{
    private const int MapEntryOption = 7;

    private readonly ValueDecoder _values = new(file, maxDepth);

    public ImmutableArray<OptionNode> Decode(ReadOnlyMemory<byte> bytes, string message)
    {
        var type = WellKnownFiles.Descriptor.Names.FindType(message, null)!;
        var options = ImmutableArray.CreateBuilder<OptionNode>();
        foreach (var (field, values) in _values.Fields(bytes, type, 0))
        {
            var name = new OptionNamePart(field.IsExtension ? ValueDecoder.FullNameOf(field) : field.Node.Name, field.IsExtension);
            options.AddRange(values.Select(value => new OptionNode([name], value, default)));
        }

        return options.DrainToImmutable();
    }

    /// <summary>What has to be known before extensions are: whether a message is the entry of a map.</summary>
    public static ImmutableArray<OptionNode> OnlyMapEntry(ReadOnlyMemory<byte> bytes, string message)
    {
        var reader = new WireReader(bytes);
        while (message == "MessageOptions" && reader.Next())
        {
            if (reader.Number == MapEntryOption && reader.Bits != 0)
            {
                return [new OptionNode([new OptionNamePart("map_entry", IsExtension: false)], new NameValue("true"), default)];
            }
        }

        return [];
    }
}
