using System.Globalization;
using System.Text;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>Where a parser stands in a JSON text; shown as a JSON pointer.</summary>
internal sealed class JsonPath
{
    private readonly List<(string? Key, int Index)> _steps = [];

    public void Enter(string key) => _steps.Add((key, 0));

    public void Enter(int index) => _steps.Add((null, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>Null at the root, whose pointer is empty.</summary>
    public string? Pointer()
    {
        var pointer = new StringBuilder();
        foreach (var (key, index) in _steps)
        {
            pointer.Append('/').Append(key ?? index.ToString(CultureInfo.InvariantCulture));
        }

        return pointer.Length == 0 ? null : pointer.ToString();
    }
}
