using Orleans.Serialization;
using Orleans.Serialization.TypeSystem;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

/// <summary>
/// A type without an alias goes by its full name on the wire, also as a part of other names. One that has moved keeps there
/// the name it was born with, both ways, since silos of earlier releases know no other.
/// </summary>
/// <param name="moved">The types, with the names they were born with as <c>Namespace.Type,Assembly</c>.</param>
public sealed class FormerTypeNames(TypeResolver resolver, IEnumerable<(Type Type, string BornAs)> moved) : ITypeConverter
{
    private readonly (string Born, string Now)[] _names =
        [.. moved.Select(type => (type.BornAs, RuntimeTypeNameFormatter.Format(type.Type)))];

    public bool TryFormat(Type type, out string formatted)
    {
        var now = RuntimeTypeNameFormatter.Format(type);
        formatted = _names.Aggregate(now, (name, type) => name.Replace(type.Now, type.Born, StringComparison.Ordinal));
        return formatted != now;
    }

    public bool TryParse(string formatted, out Type type)
    {
        var now = _names.Aggregate(formatted, (name, type) => name.Replace(type.Born, type.Now, StringComparison.Ordinal));
        type = null!;
        return now != formatted && resolver.TryResolveType(now, out type!);
    }
}
