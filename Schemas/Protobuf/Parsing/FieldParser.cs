using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>Fields, map fields and groups.</summary>
internal sealed class FieldParser(TokenReader tokens, OptionParser options, MessageParser messages, bool isProto3)
{
    public FieldNode Field()
    {
        var position = tokens.Position;
        var label = Label();
        if (label == FieldLabel.Required && isProto3)
        {
            tokens.Fail("required fields are not allowed in proto3", position);
        }

        if (tokens.Is("map") && tokens.IsFollowedBy('<'))
        {
            if (label != FieldLabel.None)
            {
                tokens.Fail("map fields cannot have a label", position);
            }

            return Map(position);
        }

        if (label == FieldLabel.None && !isProto3)
        {
            tokens.Fail($"expected \"required\", \"optional\" or \"repeated\" but found {tokens.Found()}");
        }

        return Typed(label, position);
    }

    public FieldNode OneOfMember()
    {
        var position = tokens.Position;
        if (tokens.Is("map") && tokens.IsFollowedBy('<'))
        {
            tokens.Fail("map fields are not allowed in oneofs", position);
        }

        if (Label() != FieldLabel.None)
        {
            tokens.Fail("fields in oneofs cannot have a label", position);
        }

        return Typed(FieldLabel.None, position);
    }

    private FieldLabel Label() =>
        tokens.Take("optional") ? FieldLabel.Optional
        : tokens.Take("required") ? FieldLabel.Required
        : tokens.Take("repeated") ? FieldLabel.Repeated
        : FieldLabel.None;

    private FieldNode Map(Position position)
    {
        tokens.Expect("map");
        tokens.Expect('<');
        var key = tokens.DottedName("a key type");
        tokens.Expect(',');
        var value = tokens.DottedName("a value type");
        tokens.Expect('>');
        return Rest(value, position) with { MapKey = key };
    }

    private FieldNode Typed(FieldLabel label, Position position)
    {
        if (tokens.Is("group") && !tokens.IsFollowedBy('.'))
        {
            return Group(position) with { Label = label };
        }

        return Rest(tokens.DottedName("a field type"), position) with { Label = label };
    }

    private FieldNode Rest(string type, Position position)
    {
        var name = tokens.Word("a field name");
        tokens.Expect('=');
        var field = WithOptions(new FieldNode(name, type, tokens.Integer(), position));
        tokens.Expect(';');
        return field;
    }

    private FieldNode Group(Position position)
    {
        tokens.Expect("group");
        var name = tokens.Word("a group name");
        tokens.Expect('=');
        var field = WithOptions(new FieldNode(name, name, tokens.Integer(), position));
        return field with { Group = messages.Body(name, position) };
    }

    // "default" and "json_name" look like options but are properties of the field.
    private FieldNode WithOptions(FieldNode field)
    {
        var all = options.List();
        if (all.IsEmpty)
        {
            return field;
        }

        var declared = ImmutableArray.CreateBuilder<OptionNode>(all.Length);
        foreach (var option in all)
        {
            if (option.IsBuiltIn("default"))
            {
                FailIf(field.Default is not null, "default", option);
                field = field with { Default = option.Value };
            }
            else if (option.IsBuiltIn("json_name"))
            {
                FailIf(field.JsonName is not null, "json_name", option);
                FailUnlessString(option);
                field = field with { JsonName = (option.Value as StringValue)?.Text };
            }
            else
            {
                declared.Add(option);
            }
        }

        return field with { Options = declared.DrainToImmutable() };
    }

    private void FailIf(bool isTwice, string name, OptionNode option)
    {
        if (isTwice)
        {
            tokens.Fail($"option \"{name}\" was already set", option.Position);
        }
    }

    private void FailUnlessString(OptionNode option)
    {
        if (option.Value is not StringValue)
        {
            tokens.Fail("expected a string as value of \"json_name\"", option.Position);
        }
    }
}
