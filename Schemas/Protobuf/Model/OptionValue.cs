using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

/// <summary>The value of an option, as a literal of the source.</summary>
internal abstract record OptionValue;

/// <summary>A quoted string, decoded. See <see cref="Parsing.StringLiteral"/> for bytes that are no UTF-8.</summary>
internal sealed record StringValue(string Text) : OptionValue;

/// <summary>A number exactly as written, sign included.</summary>
internal sealed record NumberValue(string Text) : OptionValue;

/// <summary>A bare word: a boolean, an enum constant, <c>inf</c>, <c>nan</c>.</summary>
internal sealed record NameValue(string Text) : OptionValue;

/// <summary>An aggregate in braces. A repeated key has become one entry with a list.</summary>
internal sealed record MapValue(ImmutableArray<MapValueEntry> Entries) : OptionValue;

/// <summary>A list in brackets.</summary>
internal sealed record ListValue(ImmutableArray<OptionValue> Items) : OptionValue;

/// <summary>A member of an aggregate; the key of an extension or an <c>Any</c> keeps its brackets.</summary>
internal readonly record struct MapValueEntry(string Key, OptionValue Value)
{
    public bool IsBracketed => Key.StartsWith('[');
}
