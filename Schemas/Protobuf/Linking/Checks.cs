using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>Walks a file and keeps the first thing that is wrong.</summary>
internal abstract class Checks(LinkedFile file)
{
    protected LinkedFile File { get; } = file;

    protected SchemaError? Error { get; private set; }

    protected void Fail(string message, Position position) => Error ??= new SchemaError(message, position.ToString());
}
