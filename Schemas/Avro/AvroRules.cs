using System.Collections.Immutable;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>The differences a comparison of Avro schemas can report (reference 11.3). All of them break a reader.</summary>
internal static class AvroRules
{
    private const string Envelope = "{errorType:'{id}', description:'{description}', additionalInfo:'{info}'}";

    public static readonly FindingRule NameMismatch = new(
        "NAME_MISMATCH", Compatible: false,
        "The name of the schema has changed (path '{path}')", Envelope)
    {
        Hint = "Keep the name, or list the earlier one among the aliases of the reader.",
    };

    public static readonly FindingRule FixedSizeMismatch = new(
        "FIXED_SIZE_MISMATCH", Compatible: false,
        "The size of FIXED type field at path '{path}' in the {reader} schema does not match with the {writer} schema", Envelope)
    {
        Hint = "Add a field with the new size and keep the earlier one.",
    };

    public static readonly FindingRule MissingEnumSymbols = new(
        "MISSING_ENUM_SYMBOLS", Compatible: false,
        "The {reader} schema is missing enum symbols '{info}' at path '{path}' in the {writer} schema", Envelope)
    {
        Hint = "Keep the symbols, or give the enum a default.",
    };

    public static readonly FindingRule ReaderFieldMissingDefaultValue = new(
        "READER_FIELD_MISSING_DEFAULT_VALUE", Compatible: false,
        "The field '{info}' at path '{path}' in the {reader} schema has no default value and is missing in the {writer} schema", Envelope)
    {
        Hint = "Give the field a default.",
    };

    public static readonly FindingRule TypeMismatch = new(
        "TYPE_MISMATCH", Compatible: false,
        "The type (path '{path}') of a field in the {reader} schema does not match with the {writer} schema", Envelope)
    {
        Hint = "Change a type only along Avro's promotions: int to long, float or double; long to float or double; "
            + "float to double; string to bytes and back.",
    };

    public static readonly FindingRule MissingUnionBranch = new(
        "MISSING_UNION_BRANCH", Compatible: false,
        "The {reader} schema is missing a type inside a union field at path '{path}' in the {writer} schema", Envelope)
    {
        Hint = "Keep all branches that data may have been written with.",
    };

    public static readonly ImmutableArray<FindingRule> All =
        [NameMismatch, FixedSizeMismatch, MissingEnumSymbols, ReaderFieldMissingDefaultValue, TypeMismatch, MissingUnionBranch, CommonRules.TooComplex];
}
