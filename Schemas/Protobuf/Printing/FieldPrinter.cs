using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>A field, map field or group.</summary>
internal static class FieldPrinter
{
    public static void Print(FieldNode field, IndentedText text)
    {
        text.Append(field.Label switch
        {
            FieldLabel.Optional => "optional ",
            FieldLabel.Required => "required ",
            FieldLabel.Repeated => "repeated ",
            _ => "",
        });
        PrintType(field, text);
        text.Append(' ').Append(field.Name).Append(" = ").Append(field.Number);
        OptionPrinter.PrintList(AllOptions(field), text);
        if (field.Group is null)
        {
            text.Append(';').EndLine();
            return;
        }

        MessagePrinter.PrintBody(field.Group, text);
    }

    /// <summary>The declared options, then the two properties that look like options.</summary>
    public static ImmutableArray<OptionNode> AllOptions(FieldNode field)
    {
        var options = field.Options;
        if (field.Default is not null)
        {
            options = options.Add(Property("default", field.Default, field));
        }

        return field.JsonName is null ? options : options.Add(Property("json_name", new StringValue(field.JsonName), field));
    }

    private static OptionNode Property(string name, OptionValue value, FieldNode field) =>
        new([new OptionNamePart(name, IsExtension: false)], value, field.Position);

    private static void PrintType(FieldNode field, IndentedText text)
    {
        if (field.MapKey is not null)
        {
            text.Append("map<").Append(field.MapKey).Append(", ").Append(field.Type).Append('>');
            return;
        }

        text.Append(field.IsGroup ? "group" : field.Type);
    }
}
