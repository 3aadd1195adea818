using System.Globalization;
using System.Text;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>A place in the reader's schema, written like a JSON pointer. The root is <c>/</c>.</summary>
internal sealed class TypePath
{
    public static readonly TypePath Root = new(null, null, 0);

    private readonly TypePath? _parent;
    private readonly string? _step;
    private readonly int _index;

    private TypePath(TypePath? parent, string? step, int index) => (_parent, _step, _index) = (parent, step, index);

    public TypePath To(string step) => new(this, step, 0);

    public TypePath To(int index) => new(this, null, index);

    public override string ToString()
    {
        if (_parent is null)
        {
            return "/";
        }

        var steps = new Stack<string>();
        for (var at = this; at._parent is not null; at = at._parent)
        {
            steps.Push(at._step ?? at._index.ToString(CultureInfo.InvariantCulture));
        }

        var text = new StringBuilder();
        foreach (var step in steps)
        {
            text.Append('/').Append(step);
        }

        return text.ToString();
    }
}
