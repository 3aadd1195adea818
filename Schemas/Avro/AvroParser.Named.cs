using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Avro;

/// <content>Records, enums and fixed.</content>
internal sealed partial class AvroParser
{
    private static readonly ImmutableArray<string> ReservedInEnums = [.. Reserved, "default"];

    private NamedType? ParseRecord(JsonValue json, string? space, bool isError)
    {
        if (ParseNaming(json, space, Reserved) is not { } naming)
        {
            return null;
        }

        if (json["fields"] is not { Kind: JsonKind.Array } fields)
        {
            Fail($"Record has no fields: {JsonPrinter.Excerpt(json)}");
            return null;
        }

        var record = new RecordType(naming, isError);
        var known = Define(record);
        return ParseFields(record, fields.Items) ? known : null;
    }

    private NamedType? ParseEnum(JsonValue json, string? space)
    {
        if (ParseNaming(json, space, ReservedInEnums) is not { } naming)
        {
            return null;
        }

        if (json["symbols"] is not { Kind: JsonKind.Array } listed)
        {
            Fail($"Enum has no symbols: {JsonPrinter.Excerpt(json)}");
            return null;
        }

        var symbols = ParseSymbols(listed.Items);
        var defaultSymbol = json.TextOf("default");
        if (_error is null && defaultSymbol is not null && !symbols.Contains(defaultSymbol))
        {
            Fail($"The Enum Default: {defaultSymbol} is not in the enum symbol set: {JsonPrinter.Excerpt($"[{string.Join(", ", symbols)}]")}");
        }

        return _error is null ? Define(new EnumType(naming, symbols, defaultSymbol)) : null;
    }

    private ImmutableArray<string> ParseSymbols(ImmutableArray<JsonValue> listed)
    {
        var symbols = ImmutableArray.CreateBuilder<string>(listed.Length);
        var seen = new HashSet<string>(listed.Length, StringComparer.Ordinal);
        foreach (var item in listed)
        {
            var symbol = item.Kind == JsonKind.String ? item.Text : null;
            if (NameRules.Check(symbol, options.Strict) is { } reason)
            {
                Fail(reason);
                return [];
            }

            if (!seen.Add(symbol!))
            {
                Fail($"Duplicate enum symbol: {symbol}");
                return [];
            }

            symbols.Add(symbol!);
        }

        return symbols.MoveToImmutable();
    }

    private NamedType? ParseFixed(JsonValue json, string? space)
    {
        if (ParseNaming(json, space, Reserved) is not { } naming)
        {
            return null;
        }

        if (json["size"] is not { IsInteger: true } given || !int.TryParse(given.Text, out var size))
        {
            Fail($"Invalid or no size: {JsonPrinter.Excerpt(json)}");
            return null;
        }

        if (size < 0)
        {
            Fail($"Malformed data. Length is negative: {size}");
            return null;
        }

        return Define(new FixedType(naming, size));
    }

    private Naming? ParseNaming(JsonValue json, string? space, ImmutableArray<string> reserved)
    {
        if (json.TextOf("name") is not { } given)
        {
            Fail($"No name in schema: {JsonPrinter.Excerpt(json)}");
            return null;
        }

        var name = AvroName.Of(given, json.TextOf("namespace") ?? space);
        var reason = NameRules.Check(name.Name, options.Strict) ?? NameRules.CheckSpace(name.Space, options.Strict);
        if (reason is null && AvroKindNames.IsPrimitiveName(name.Full))
        {
            reason = $"Schemas may not be named after primitives: {name.Full}";
        }

        if (reason is not null)
        {
            Fail(reason);
            return null;
        }

        var aliases = ParseAliases(json).Select(alias => AvroName.Of(alias, name.Space)).DistinctBy(alias => alias.Full).ToImmutableArray();
        foreach (var alias in aliases)
        {
            if (NameRules.Check(alias.Name, options.Strict) is { } wrong)
            {
                Fail(wrong);
            }
        }

        return _error is null ? new Naming(name, json.TextOf("doc"), aliases, Props(json, reserved)) : null;
    }

    private ImmutableArray<string> ParseAliases(JsonValue json)
    {
        if (json["aliases"] is not { } given)
        {
            return [];
        }

        if (given.Kind != JsonKind.Array)
        {
            Fail($"aliases not an array: {JsonPrinter.Excerpt(json)}");
            return [];
        }

        foreach (var alias in given.Items)
        {
            if (alias.Kind != JsonKind.String)
            {
                Fail($"alias not a string: {JsonPrinter.Excerpt(alias)}");
                return [];
            }
        }

        return [.. given.Items.Select(alias => alias.Text).Distinct(StringComparer.Ordinal)];
    }
}
