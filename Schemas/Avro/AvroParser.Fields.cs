using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Avro;

/// <content>The fields of a record.</content>
internal sealed partial class AvroParser
{
    private static readonly ImmutableArray<string> ReservedInFields = ["name", "type", "doc", "default", "order", "aliases"];

    private bool ParseFields(RecordType record, ImmutableArray<JsonValue> listed)
    {
        var fields = ImmutableArray.CreateBuilder<AvroField>(listed.Length);
        _path.Enter("fields");
        foreach (var json in listed)
        {
            _path.Enter(fields.Count);
            if (ParseField(json, record.Name.Space) is not { } field)
            {
                return false;
            }

            _path.Leave();
            fields.Add(field);
            Hold(record, fields.Count - 1, field.Type);
        }

        var all = fields.MoveToImmutable();
        if (record.SetFields(all) is { } repeated)
        {
            FailOfRepeated(record, all, repeated);
            return false;
        }

        _path.Leave();
        return true;
    }

    private AvroField? ParseField(JsonValue json, string? space)
    {
        if (json.TextOf("name") is not { } name)
        {
            Fail($"No field name: {JsonPrinter.Excerpt(json)}");
            return null;
        }

        if (json["type"] is not { } given)
        {
            Fail($"No field type: {JsonPrinter.Excerpt(json)}");
            return null;
        }

        _path.Enter("type");
        if (ParseType(given, space) is not { } type)
        {
            return null;
        }

        _path.Leave();
        if (NameRules.Check(name, options.Strict) is { } reason)
        {
            Fail(reason);
            return null;
        }

        var field = new AvroField(name, type)
        {
            Doc = json.TextOf("doc"),
            Default = ParseDefault(json["default"], type),
            Order = ParseOrder(json["order"]),
            Aliases = ParseAliases(json),
            Props = Props(json, ReservedInFields),
        };
        if (field.Default is not null)
        {
            _defaults.Add(field);
        }

        return _error is null ? field : null;
    }

    // A floating-point default may be given as a string.
    private JsonValue? ParseDefault(JsonValue? given, AvroType type)
    {
        if (given is not { Kind: JsonKind.String } || type.Kind is not (AvroKind.Float or AvroKind.Double))
        {
            return given;
        }

        if (JavaNumber.TryParse(given.Text, out var number))
        {
            return JsonValue.Number(JavaNumber.Print(number));
        }

        if (options.Strict)
        {
            Fail($"For input string: {JsonPrinter.Excerpt(given)}");
        }

        return given;
    }

    private FieldOrder ParseOrder(JsonValue? given)
    {
        if (given is null)
        {
            return FieldOrder.Ascending;
        }

        switch (given.Kind == JsonKind.String ? given.Text.ToUpperInvariant() : "")
        {
            case "ASCENDING":
                return FieldOrder.Ascending;
            case "DESCENDING":
                return FieldOrder.Descending;
            case "IGNORE":
                return FieldOrder.Ignore;
            default:
                Fail($"Invalid order, must be ascending, descending or ignore: {JsonPrinter.Excerpt(given)}");
                return default;
        }
    }

    private void FailOfRepeated(RecordType record, ImmutableArray<AvroField> fields, int repeated)
    {
        var name = fields[repeated].Name;
        var first = 0;
        while (fields[first].Name != name)
        {
            first++;
        }

        Fail($"Duplicate field {name} in record {record.Name.Full}: {Shown(fields[repeated], repeated)} and {Shown(fields[first], first)}.");
    }

    private static string Shown(AvroField field, int position) => $"{field.Name} type:{field.Type.Kind.Shown()} pos:{position}";
}
