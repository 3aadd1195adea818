using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Normalizing;
using SchemaRegistry.Schemas.Protobuf.WellKnown;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>
/// Encodes options as the options messages of <c>descriptor.proto</c>. An option that cannot be interpreted is kept
/// uninterpreted, and the reason is the <see cref="Error"/>.
/// </summary>
internal sealed class OptionEncoder(LinkedFile file)
{
    private const int UninterpretedOption = 999;

    private readonly ValueEncoder _values = new(file.Names);
    private readonly OptionMerger _merger = new(file.Names);

    /// <summary>The first option that could not be interpreted.</summary>
    public SchemaError? Error { get; private set; }

    /// <summary>Writes the options as field <paramref name="number"/>, if there are any.</summary>
    /// <param name="writer">The element that has the options.</param>
    /// <param name="number">The number of its field for them.</param>
    /// <param name="options">The options.</param>
    /// <param name="message">The name of their message in <c>google.protobuf</c>.</param>
    /// <param name="scope">Where names of extensions are looked up.</param>
    public void Write(WireWriter writer, int number, ImmutableArray<OptionNode> options, string message, Symbol? scope)
    {
        if (options.IsEmpty)
        {
            return;
        }

        var type = WellKnownFiles.Descriptor.Names.FindType(message, null)!;
        var content = new WireWriter();
        var parts = new List<MapValue>(options.Length);
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            if (Interpret(option, type, scope, set) is not { } part)
            {
                Uninterpreted.Write(content, UninterpretedOption, option);
            }
            else if (part.Entries.Length > 0)
            {
                parts.Add(part);
            }
        }

        if (_values.WriteFields(content, type, _merger.Merge(parts, type)) is { } error)
        {
            Fail(error, options[0]);
        }

        if (!content.IsEmpty)
        {
            writer.Message(number, content);
        }
    }

    // The option as a part of the options message: empty when it exists in the source only, null when it has no meaning.
    private MapValue? Interpret(OptionNode option, Symbol type, Symbol? scope, HashSet<string> set)
    {
        var keys = new List<string>(option.Name.Length);
        var (isSourceOnly, isRepeated) = (false, false);
        var message = type;
        foreach (var part in option.Name)
        {
            var key = part.IsExtension ? $"[.{file.Names.FindExtension(part.Text, scope)?.FullName}]" : part.Text;
            if (message is null || _merger.Fields.Find(key, message) is not { } field)
            {
                Fail($"there is no option \"{part}\"", option);
                return null;
            }

            keys.Add(key);
            isSourceOnly |= field.IsSourceOnly;
            isRepeated = field.IsRepeated;
            message = field.Type is { Kind: SymbolKind.Message } next ? next : null;
        }

        var value = option.Value;
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            value = new MapValue([new MapValueEntry(keys[i], value)]);
        }

        if (_values.WriteFields(new WireWriter(), type, (MapValue)value) is { } error)
        {
            Fail(error, option);
            return null;
        }

        if (IsSetAgain(keys, set) && !isRepeated)
        {
            Fail($"option \"{string.Join('.', option.Name)}\" was already set", option);
        }

        return isSourceOnly ? new MapValue([]) : (MapValue)value;
    }

    // An option that was set in part cannot be set as a whole any more, so every prefix of the path is recorded.
    private static bool IsSetAgain(List<string> keys, HashSet<string> set)
    {
        var path = keys[0];
        var isNew = set.Add(path);
        for (var i = 1; i < keys.Count; i++)
        {
            path = $"{path}.{keys[i]}";
            isNew = set.Add(path);
        }

        return !isNew;
    }

    private void Fail(string message, OptionNode option) => Error ??= new SchemaError(message, option.Position.ToString());
}
