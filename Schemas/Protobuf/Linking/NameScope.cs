using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>The names of one scope, each of which may be taken once.</summary>
internal sealed class NameScope(Action<string, Position> fail)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public void Add(string name, Position position)
    {
        if (!_names.Add(name))
        {
            fail($"\"{name}\" is already defined here", position);
        }
    }
}
