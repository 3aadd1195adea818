using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>The canonical text of a file (reference 10.3).</summary>
internal static class FilePrinter
{
    /// <param name="maxLength">See <see cref="ParseOptions.MaxTextLength"/>.</param>
    public static string Print(ProtoFile file, int maxLength = int.MaxValue)
    {
        var text = new IndentedText(maxLength);
        PrintHead(file, text);
        PrintImports(file.Imports, text);
        if (!file.Options.IsEmpty)
        {
            text.EndLine();
            OptionPrinter.PrintStatements(file.Options, text);
        }

        if (!file.Messages.IsEmpty || !file.Enums.IsEmpty)
        {
            text.EndLine();
            MessagePrinter.PrintTypes(file.Messages, file.Enums, text);
        }

        if (!file.Extends.IsEmpty)
        {
            text.EndLine();
            MessagePrinter.PrintExtends(file.Extends, text);
        }

        if (!file.Services.IsEmpty)
        {
            text.EndLine();
            ServicePrinter.Print(file.Services, text);
        }

        return text.ToString();
    }

    private static void PrintHead(ProtoFile file, IndentedText text)
    {
        if (file.Syntax is not null)
        {
            text.Append("syntax = \"").Append(file.Syntax).Append("\";").EndLine();
        }

        if (file.Package is not null)
        {
            text.Append("package ").Append(file.Package).Append(';').EndLine();
        }
    }

    private static void PrintImports(ImmutableArray<ImportNode> imports, IndentedText text)
    {
        if (imports.IsEmpty)
        {
            return;
        }

        text.EndLine();
        PrintImports(imports, ImportKind.Plain, "import ", text);
        PrintImports(imports, ImportKind.Public, "import public ", text);
        PrintImports(imports, ImportKind.Weak, "import weak ", text);
    }

    private static void PrintImports(ImmutableArray<ImportNode> imports, ImportKind kind, string keyword, IndentedText text)
    {
        foreach (var import in imports)
        {
            if (import.Kind == kind)
            {
                text.Append(keyword).Append(Quoted.Text(import.Path)).Append(';').EndLine();
            }
        }
    }
}
