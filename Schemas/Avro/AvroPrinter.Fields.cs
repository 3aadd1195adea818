namespace SchemaRegistry.Schemas.Avro;

/// <content>The fields of a record and their defaults.</content>
internal sealed partial class AvroPrinter
{
    private void PrintFields(RecordType record)
    {
        _text.Key("fields");
        _text.Open('[');
        foreach (var field in record.Fields)
        {
            _text.Open('{');
            PrintField(field, record.Name.Space);
            _text.Close('}');
        }

        _text.Close(']');
    }

    private void PrintField(AvroField field, string? enclosing)
    {
        Attribute("name", field.Name);
        _text.Key("type");
        Print(field.Type, enclosing);
        PrintDoc(field.Doc);
        if (field.Default is not null)
        {
            _text.Key("default");
            PrintDefault(field.Type, field.Default);
        }

        if (field.Order != FieldOrder.Ascending)
        {
            Attribute("order", field.Order == FieldOrder.Descending ? "descending" : "ignore");
        }

        PrintFieldAliases(field);
        PrintProps(_style.Sorted ? JsonPrinter.Sort(field.Props) : field.Props);
    }

    private void PrintFieldAliases(AvroField field)
    {
        if (field.Aliases.IsEmpty || _style.Meaning)
        {
            return;
        }

        _text.Key("aliases");
        _text.Open('[');
        foreach (var alias in _style.Sorted ? field.Aliases.Sort(StringComparer.Ordinal) : field.Aliases)
        {
            _text.String(alias);
        }

        _text.Close(']');
    }

    private void PrintDefault(AvroType type, JsonValue value)
    {
        if (_style.Normal)
        {
            (_defaults ??= new NormalDefault(_text)).Print(type, value);
            return;
        }

        JsonPrinter.Print(_text, value, _style.Sorted);
    }

    private NormalDefault? _defaults;
}
