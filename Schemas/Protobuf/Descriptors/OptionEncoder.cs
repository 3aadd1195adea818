using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;
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
        var known = new List<(int Number, WireWriter Content)>();
        var extensions = new WireWriter();
        var taken = new HashSet<OptionNode>(OptionNameComparer.Instance);
        foreach (var option in options)
        {
            var content = new WireWriter();
            var path = Interpret(option, type, scope, content);
            if (path.Count > 0 && !path[0].IsExtension)
            {
                known.Add((path[0].Node.Number, content));
            }
            else
            {
                extensions.Raw(content.Written);
            }

            if (path.Count > 0 && !path[^1].IsRepeated && !taken.Add(option))
            {
                Fail("an option was already set", option);
            }
        }

        var all = new WireWriter();
        foreach (var (_, content) in known.OrderBy(part => part.Number))
        {
            all.Raw(content.Written);
        }

        all.Raw(extensions.Written);
        writer.Message(number, all);
    }

    // The fields that the parts of the name lead to; none when the option stays uninterpreted.
    private List<FieldReference> Interpret(OptionNode option, Symbol type, Symbol? scope, WireWriter content)
    {
        var path = new List<FieldReference>(option.Name.Length);
        var message = type;
        foreach (var part in option.Name)
        {
            if (message is null || Find(part, message, scope) is not { } field)
            {
                Fail($"there is no option \"{part}\"", option);
                Uninterpreted.Write(content, UninterpretedOption, option);
                return [];
            }

            path.Add(field);
            message = field.Type is { Kind: SymbolKind.Message } next ? next : null;
        }

        // From the inside out: each outer field wraps what is there.
        var value = new WireWriter();
        if (_values.Write(value, path[^1], option.Value, inAggregate: false) is { } error)
        {
            Fail(error, option);
            Uninterpreted.Write(content, UninterpretedOption, option);
            return [];
        }

        for (var i = path.Count - 2; i >= 0; i--)
        {
            var outer = new WireWriter();
            outer.Message(path[i].Node.Number, value);
            value = outer;
        }

        content.Raw(value.Written);
        return path;
    }

    private FieldReference? Find(OptionNamePart part, Symbol message, Symbol? scope)
    {
        if (!part.IsExtension)
        {
            return message.FindField(part.Text) is { } field ? FieldReference.Of(field, message) : null;
        }

        return file.Names.FindExtension(part.Text, scope) is { } extension && ValueEncoder.Extends(extension, message)
            ? FieldReference.OfExtension(extension)
            : null;
    }

    private void Fail(string message, OptionNode option) => Error ??= new SchemaError(message, option.Position.ToString());

    private sealed class OptionNameComparer : IEqualityComparer<OptionNode>
    {
        public static readonly OptionNameComparer Instance = new();

        public bool Equals(OptionNode? x, OptionNode? y) => x!.Name.AsSpan().SequenceEqual(y!.Name.AsSpan());

        public int GetHashCode(OptionNode obj) => obj.Name.Aggregate(17, HashCode.Combine);
    }
}
