namespace SchemaRegistry.Schemas.Avro;

/// <content>Named types.</content>
internal sealed partial class AvroComparison
{
    private void CompareNames(NamedType reader, NamedType writer, TypePath path)
    {
        if (!AvroReadability.IsNamedLike(reader, writer))
        {
            Report(AvroRules.NameMismatch, path.To("name"), $"expected: {writer.Name.Full}");
        }
    }

    private void CompareFields(RecordType reader, RecordType writer, TypePath path)
    {
        for (var index = 0; index < reader.Fields.Length; index++)
        {
            var field = reader.Fields[index];
            var at = path.To(index);
            if (!_budget.Spend(1 + field.Aliases.Length, at))
            {
                return;
            }

            if (AvroReadability.WriterFieldOf(field, writer) is { } written)
            {
                Visit(field.Type, written.Type, at.To("type"));
            }
            else if (field.Default is null)
            {
                ReportMissing(field, writer, at);
            }
        }
    }

    // Avro Java looks for the default of an enum as well, but then compares the enum with the whole record.
    private void ReportMissing(AvroField field, RecordType writer, TypePath path)
    {
        if (field.Type is EnumType { Default: not null })
        {
            ReportTypes(field.Type, writer, path.To("type"));
            return;
        }

        Report(AvroRules.ReaderFieldMissingDefaultValue, path, field.Name);
    }

    private void CompareSymbols(EnumType reader, EnumType writer, TypePath path)
    {
        if (reader.Default is not null || !_budget.Spend(reader.Symbols.Length + writer.Symbols.Length, path))
        {
            return;
        }

        var missing = new HashSet<string>(writer.Symbols, StringComparer.Ordinal);
        missing.ExceptWith(reader.Symbols);
        if (missing.Count > 0)
        {
            Report(AvroRules.MissingEnumSymbols, path.To("symbols"), $"[{string.Join(", ", missing.Order(StringComparer.Ordinal))}]");
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
