using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Parsing;
using SchemaRegistry.Schemas.Protobuf.WellKnown;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>The files a schema can import: its references, and behind them what is built in.</summary>
internal sealed class FileSet
{
    private readonly Dictionary<string, LinkedFile> _files = new(StringComparer.Ordinal);

    private FileSet()
    {
    }

    /// <summary>The first reference that could not be parsed.</summary>
    public SchemaError? Error { get; private set; }

    public static FileSet Of(ImmutableArray<ResolvedReference> resolved, ParseOptions options)
    {
        var set = new FileSet();
        foreach (var reference in resolved)
        {
            set.Add(reference, options);
        }

        return set;
    }

    public LinkedFile? Find(string path) => _files.GetValueOrDefault(path) ?? WellKnownFiles.Find(path);

    private void Add(ResolvedReference reference, ParseOptions options)
    {
        var (file, error) = FileParser.Parse(reference.Text, options);
        if (file is null)
        {
            Error ??= new SchemaError($"the reference \"{reference.Name}\" is no valid schema: {error!.Message}", error.Location);
            return;
        }

        _files[reference.Name] = new LinkedFile(file, reference.Name, $"{reference.Subject} {reference.Version}", Find);
    }
}
