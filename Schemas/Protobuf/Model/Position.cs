namespace SchemaRegistry.Schemas.Protobuf.Model;

/// <summary>Where in a text something stands; lines and columns count from one.</summary>
internal readonly record struct Position(int Line, int Column) : IComparable<Position>
{
    public int CompareTo(Position other) =>
        Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    public override string ToString() => $"{Line}:{Column}";
}
