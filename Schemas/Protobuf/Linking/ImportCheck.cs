using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>Checks that every import can be found, and that imports form no cycle.</summary>
internal static class ImportCheck
{
    public static SchemaError? Check(LinkedFile file)
    {
        // Depth first with a stack of our own: chains of imports can be long. A file on the path is false, a finished one true.
        var finished = new Dictionary<LinkedFile, bool> { [file] = false };
        var path = new Stack<(LinkedFile File, int Next)>([(file, 0)]);
        while (path.TryPop(out var top))
        {
            if (top.Next == top.File.Source.Imports.Length)
            {
                finished[top.File] = true;
                continue;
            }

            path.Push((top.File, top.Next + 1));
            var import = top.File.Source.Imports[top.Next];
            if (top.File.FindImport(import.Path) is not { } found)
            {
                return NotFound(top.File, import);
            }

            if (!finished.TryGetValue(found, out var isFinished))
            {
                finished[found] = false;
                path.Push((found, 0));
            }
            else if (!isFinished)
            {
                return new SchemaError($"the import of \"{import.Path}\" leads back to itself", import.Position.ToString());
            }
        }

        return null;
    }

    private static SchemaError NotFound(LinkedFile file, ImportNode import) => file.Path.Length == 0
        ? new SchemaError($"no reference is named \"{import.Path}\", which is imported", import.Position.ToString())
        : new SchemaError($"no reference is named \"{import.Path}\", which \"{file.Path}\" imports");
}
