using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>What a compiler asks beyond <see cref="StructureCheck"/>, before a descriptor is complete (reference 11.6).</summary>
internal sealed class DescriptorCheck : Checks
{
    private readonly bool _isProto3;
    private readonly Dictionary<Symbol, TagRanges> _extensionRanges = [];

    private DescriptorCheck(LinkedFile file)
        : base(file) => _isProto3 = file.Source.IsProto3;

    public static SchemaError? Check(LinkedFile file)
    {
        if ((ImportCheck.Check(file) ?? StructureCheck.Check(file)) is { } error)
        {
            return error;
        }

        var check = new DescriptorCheck(file);
        check.Walk();
        return check.Error;
    }

    private void Walk()
    {
        var imports = new NameScope(Fail);
        foreach (var import in File.Source.Imports)
        {
            imports.Add(import.Path, import.Position);
        }

        DefinedElsewhere();
        Enums(File.Source.Enums, NamesOf(File.TopLevel.Select(symbol => symbol.Name)));
        Extends(File.Source.Extends, null);
        foreach (var message in File.Source.Messages)
        {
            Message(message, File.Names.FindOwn(message.Name));
        }

        foreach (var rpc in File.Source.Services.SelectMany(service => service.Rpcs))
        {
            Visible(rpc.Request, null, rpc.Position);
            Visible(rpc.Response, null, rpc.Position);
        }
    }

    private void DefinedElsewhere()
    {
        var (visible, hidden) = File.Dependencies();
        var taken = visible.Skip(1).Concat(hidden).SelectMany(file => file.TopLevel).Select(symbol => symbol.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (var symbol in File.TopLevel.Where(symbol => taken.Contains(symbol.FullName)))
        {
            Fail($"\"{symbol.FullName}\" is already defined in an imported file", symbol.Message?.Position ?? symbol.Enum?.Position ?? symbol.Extension?.Position ?? default);
        }
    }

    private void Message(MessageNode message, Symbol? scope)
    {
        if (_isProto3 && !message.Extensions.IsEmpty)
        {
            Fail("extension ranges are not allowed in proto3", message.Extensions[0].Position);
        }

        if (message.IsMapEntry())
        {
            Fail("map_entry is set by compilers; write map<KeyType, ValueType> instead", message.Position);
        }

        foreach (var oneOf in message.OneOfs.Where(oneOf => !oneOf.Members().Any()))
        {
            Fail($"the oneof \"{oneOf.Name}\" has no fields", oneOf.Position);
        }

        JsonNames(message);
        foreach (var field in message.AllFields())
        {
            Field(field, scope);
        }

        Enums(message.Enums, NamesOf(NamesIn(message)));
        Extends(message.Extends, scope);
        foreach (var nested in message.Messages)
        {
            Message(nested, scope?.Find(nested.Name));
        }
    }

    private void JsonNames(MessageNode message)
    {
        var names = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var field in message.AllFields())
        {
            var name = field.JsonName ?? Descriptors.Names.Json(field.FieldName);
            var isStated = field.JsonName is not null;
            if (!names.TryAdd(name, isStated) && (_isProto3 || (isStated && names[name])))
            {
                Fail($"the JSON name \"{name}\" of \"{field.Name}\" is already taken", field.Position);
            }
        }
    }

    private void Field(FieldNode field, Symbol? scope)
    {
        if (_isProto3 && field.Default is not null)
        {
            Fail("default values are not allowed in proto3", field.Position);
        }

        if (field.IsMap && File.Names.FindType(field.Type, scope) is { Enum.Constants: [{ Number: not 0 }, ..] })
        {
            Fail($"the enum \"{field.Type}\" is the value of a map and must begin with zero", field.Position);
        }

        if (field.Group is null)
        {
            Visible(field.Type, scope, field.Position);
            return;
        }

        if (_isProto3)
        {
            Fail("groups are not allowed in proto3", field.Position);
        }

        Message(field.Group, scope is null ? File.Names.FindOwn(field.Name) : scope.Find(field.Name));
    }

    private void Enums(ImmutableArray<EnumNode> enums, NameScope constants)
    {
        foreach (var node in enums)
        {
            if (node.Constants.IsEmpty)
            {
                Fail($"the enum \"{node.Name}\" has no constants", node.Position);
            }
            else if (_isProto3 && node.Constants[0].Number != 0)
            {
                Fail($"the first constant of the enum \"{node.Name}\" must be zero in proto3", node.Constants[0].Position);
            }

            foreach (var constant in node.Constants)
            {
                constants.Add(constant.Name, constant.Position);
            }
        }
    }

    private NameScope NamesOf(IEnumerable<string> taken)
    {
        var names = new NameScope(Fail);
        foreach (var name in taken.Distinct())
        {
            names.Add(name, default);
        }

        return names;
    }

    private static IEnumerable<string> NamesIn(MessageNode message) => message.AllFields().Select(field => field.FieldName)
        .Concat(message.OneOfs.Select(oneOf => oneOf.Name))
        .Concat(message.Messages.Select(nested => nested.Name))
        .Concat(message.Enums.Select(node => node.Name));

    private void Extends(ImmutableArray<ExtendNode> extends, Symbol? scope)
    {
        foreach (var extend in extends)
        {
            Visible(extend.Target, scope, extend.Position);
            var target = File.Names.FindType(extend.Target, scope);
            if (_isProto3 && target?.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal) != true)
            {
                Fail("proto3 allows extensions for custom options only", extend.Position);
            }

            if (!extend.Members().Any())
            {
                Fail("the extend block has no fields", extend.Position);
            }

            foreach (var field in extend.Members())
            {
                Extension(field, extend, target, scope);
            }
        }
    }

    private void Extension(FieldNode field, ExtendNode extend, Symbol? target, Symbol? scope)
    {
        if (field.Label == FieldLabel.Required)
        {
            Fail("an extension cannot be required", field.Position);
        }

        if (target is not null && !RangesOf(target).Contains(field.Number))
        {
            Fail($"\"{extend.Target}\" does not declare {field.Number} as a number for extensions", field.Position);
        }

        Field(field, scope);
    }

    private TagRanges RangesOf(Symbol message)
    {
        if (!_extensionRanges.TryGetValue(message, out var ranges))
        {
            ranges = new TagRanges(message.Message?.Extensions.SelectMany(node => node.Ranges) ?? []);
            _extensionRanges.Add(message, ranges);
        }

        return ranges;
    }

    private void Visible(string type, Symbol? scope, Position position)
    {
        if (ScalarTypes.Find(type) is null && File.Names.FindType(type, scope) is { } found && !File.Names.IsVisible(found))
        {
            Fail($"\"{type}\" is defined in \"{found.File!.Path}\", which is not imported", position);
        }
    }
}
