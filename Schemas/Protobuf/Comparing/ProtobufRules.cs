using System.Collections.Immutable;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>The differences between two Protobuf schemas (reference 11.5).</summary>
public static class ProtobufRules
{
    private const string Envelope = "{errorType:\"{id}\", description:\"{description}\"}";

    public static readonly FindingRule PackageChanged = Breaking(
        "PACKAGE_CHANGED",
        "The package at '{path}' in the {reader} schema does not match the package in the {writer} schema",
        "Keep the package, or register the schema under another subject.");

    public static readonly FindingRule MessageAdded = Harmless("MESSAGE_ADDED");

    public static readonly FindingRule MessageRemoved = Breaking(
        "MESSAGE_REMOVED",
        "The {reader} schema is missing a MESSAGE type at path '{path}' in the {writer} schema",
        "Keep the message, even if it is no longer used.");

    public static readonly FindingRule MessageMoved = Harmless("MESSAGE_MOVED");

    public static readonly FindingRule EnumAdded = Harmless("ENUM_ADDED");

    public static readonly FindingRule EnumRemoved = Harmless("ENUM_REMOVED");

    public static readonly FindingRule EnumConstAdded = Harmless("ENUM_CONST_ADDED");

    public static readonly FindingRule EnumConstChanged = Harmless("ENUM_CONST_CHANGED");

    public static readonly FindingRule EnumConstRemoved = Harmless("ENUM_CONST_REMOVED");

    public static readonly FindingRule FieldAdded = Harmless("FIELD_ADDED");

    public static readonly FindingRule FieldRemoved = Harmless("FIELD_REMOVED");

    public static readonly FindingRule FieldNameChanged = Harmless("FIELD_NAME_CHANGED");

    public static readonly FindingRule FieldKindChanged = Breaking(
        "FIELD_KIND_CHANGED",
        "The type of a field at path '{path}' in the {reader} schema does not match the {writer} schema",
        "Add a field with a new tag instead.");

    public static readonly FindingRule FieldScalarKindChanged = Breaking(
        "FIELD_SCALAR_KIND_CHANGED",
        "The kind of a SCALAR field at path '{path}' in the {reader} schema does not match its kind in the {writer} schema",
        "Use a type of the same wire form, or add a field with a new tag.");

    public static readonly FindingRule FieldNamedTypeChanged = Breaking(
        "FIELD_NAMED_TYPE_CHANGED",
        "The type of a MESSAGE field at path '{path}' in the {reader} schema does not match its type in the {writer} schema",
        "Add a field with a new tag instead.");

    public static readonly FindingRule FieldNumericLabelChanged = Breaking(
        "FIELD_NUMERIC_LABEL_CHANGED",
        "The label for a NUMERIC field at path '{path}' in the {reader} schema does not match its label in the {writer} schema",
        "Keep the label, or add a field with a new tag.");

    public static readonly FindingRule FieldStringOrBytesLabelChanged = Harmless("FIELD_STRING_OR_BYTES_LABEL_CHANGED");

    // The two spaces are what clients see.
    public static readonly FindingRule RequiredFieldAdded = Breaking(
        "REQUIRED_FIELD_ADDED",
        "A required field  at path '{path}' in the {reader} schema is missing in the {writer} schema",
        "Make the new field optional.");

    public static readonly FindingRule RequiredFieldRemoved = Breaking(
        "REQUIRED_FIELD_REMOVED",
        "The {reader} schema is missing a required field at path: '{path}' in the {writer} schema",
        "Keep required fields.");

    public static readonly FindingRule OneOfAdded = Harmless("ONEOF_ADDED");

    public static readonly FindingRule OneOfRemoved = Harmless("ONEOF_REMOVED");

    public static readonly FindingRule OneOfFieldAdded = Harmless("ONEOF_FIELD_ADDED");

    public static readonly FindingRule OneOfFieldRemoved = Breaking(
        "ONEOF_FIELD_REMOVED",
        "The {reader} schema is missing a oneof field at path '{path}' in the {writer} schema",
        "Keep the members of a oneof.");

    public static readonly FindingRule OneOfFieldMovedToTopLevel = Harmless("ONEOF_FIELD_MOVED_TO_TOP_LEVEL");

    public static readonly FindingRule MultipleFieldsMovedToOneOf = Breaking(
        "MULTIPLE_FIELDS_MOVED_TO_ONEOF",
        "Multiple fields in the oneof at path '{path}' in the {reader} schema are outside a oneof in the {writer} schema",
        "Move no more than one field into a new oneof.");

    public static readonly FindingRule FieldMovedToExistingOneOf = Breaking(
        "FIELD_MOVED_TO_EXISTING_ONEOF",
        "A field in the oneof at path '{path}' in the {reader} schema is outside an existing oneof in the {writer} schema",
        "Leave the field where it is.");

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<FindingRule> All =
    [
        PackageChanged, MessageAdded, MessageRemoved, MessageMoved, EnumAdded, EnumRemoved, EnumConstAdded, EnumConstChanged,
        EnumConstRemoved, FieldAdded, FieldRemoved, FieldNameChanged, FieldKindChanged, FieldScalarKindChanged,
        FieldNamedTypeChanged, FieldNumericLabelChanged, FieldStringOrBytesLabelChanged, RequiredFieldAdded,
        RequiredFieldRemoved, OneOfAdded, OneOfRemoved, OneOfFieldAdded, OneOfFieldRemoved, OneOfFieldMovedToTopLevel,
        MultipleFieldsMovedToOneOf, FieldMovedToExistingOneOf,
    ];

    private static FindingRule Harmless(string id) => new(id, Compatible: true, "", Envelope);

    private static FindingRule Breaking(string id, string description, string hint) =>
        new(id, Compatible: false, description, Envelope) { Hint = hint };
}
