namespace SchemaRegistry.Schemas.Avro;

/// <content>Primitive and named types.</content>
internal sealed partial class AvroComparison
{
    private void ComparePrimitives(AvroType reader, AvroType writer, TypePath path)
    {
        if (reader.Kind != writer.Kind && !IsPromoted(writer.Kind, reader.Kind))
        {
            ReportTypes(reader, writer, path);
        }
    }

    private static bool IsPromoted(AvroKind writer, AvroKind reader) => (writer, reader) switch
    {
        (AvroKind.Int, AvroKind.Long or AvroKind.Float or AvroKind.Double) => true,
        (AvroKind.Long, AvroKind.Float or AvroKind.Double) => true,
        (AvroKind.Float, AvroKind.Double) => true,
        (AvroKind.String, AvroKind.Bytes) or (AvroKind.Bytes, AvroKind.String) => true,
        _ => false,
    };

    // The namespace does not count; an alias does only as a full name.
    private void CompareNames(NamedType reader, NamedType writer, TypePath path)
    {
        if (reader.Name.Name == writer.Name.Name)
        {
            return;
        }

        foreach (var alias in reader.Aliases)
        {
            if (alias.Full == writer.Name.Full)
            {
                return;
            }
        }

        Report(AvroRules.NameMismatch, path.To("name"), $"expected: {writer.Name.Full}");
    }

    private void CompareFields(RecordType reader, RecordType writer, TypePath path)
    {
        for (var index = 0; index < reader.Fields.Length; index++)
        {
            var field = reader.Fields[index];
            var at = path.To(index);
            if (!Spend(1 + field.Aliases.Length, at))
            {
                return;
            }

            if (WriterFieldOf(field, writer) is { } written)
            {
                Visit(field.Type, written.Type, at.To("type"));
                continue;
            }

            if (field.Default is not null)
            {
                continue;
            }

            // Avro Java looks at the default of the enum, and then compares the enum with the whole record.
            if (field.Type is EnumType { Default: not null })
            {
                Visit(field.Type, writer, at.To("type"));
                continue;
            }

            Report(AvroRules.ReaderFieldMissingDefaultValue, at, field.Name);
        }
    }

    private static AvroField? WriterFieldOf(AvroField field, RecordType writer)
    {
        if (writer.Find(field.Name) is { } same)
        {
            return same;
        }

        foreach (var alias in field.Aliases)
        {
            if (writer.Find(alias) is { } renamed)
            {
                return renamed;
            }
        }

        return null;
    }

    private void CompareSymbols(EnumType reader, EnumType writer, TypePath path)
    {
        if (reader.Default is not null || !Spend(reader.Symbols.Length + writer.Symbols.Length, path))
        {
            return;
        }

        var missing = new SortedSet<string>(writer.Symbols, StringComparer.Ordinal);
        missing.ExceptWith(reader.Symbols);
        if (missing.Count > 0)
        {
            Report(AvroRules.MissingEnumSymbols, path.To("symbols"), $"[{string.Join(", ", missing)}]");
        }
    }

    private void CompareSizes(FixedType reader, FixedType writer, TypePath path)
    {
        if (reader.Size != writer.Size)
        {
            Report(AvroRules.FixedSizeMismatch, path.To("size"), $"expected: {writer.Size}, found: {reader.Size}");
        }
    }
}
