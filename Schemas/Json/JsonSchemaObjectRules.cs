using System.Collections.Immutable;
using SchemaRegistry.Schemas.Compatibility;
using static SchemaRegistry.Schemas.Json.JsonSchemaRuleTexts;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The differences between objects (reference 11.4.4).</summary>
public static class JsonSchemaObjectRules
{
    public static readonly FindingRule RequiredAdded = Incompatible("REQUIRED_ATTRIBUTE_ADDED", KeywordMissing) with { Hint = GiveDefault };
    public static readonly FindingRule RequiredWithDefaultAdded = Compatible("REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED");
    public static readonly FindingRule RequiredRemoved = Compatible("REQUIRED_ATTRIBUTE_REMOVED");

    public static readonly JsonSchemaBoundRules MaxProperties = Upper("MAX_PROPERTIES");
    public static readonly JsonSchemaBoundRules MinProperties = Lower("MIN_PROPERTIES");
    public static readonly JsonSchemaRestRules Additional = Rest("ADDITIONAL_PROPERTIES", lenient: true);
    public static readonly JsonSchemaRestRules Unevaluated = Rest("UNEVALUATED_PROPERTIES", lenient: true);

    public static readonly FindingRule DependencyArrayAdded = Constraining("DEPENDENCY_ARRAY_ADDED", KeywordMissing);
    public static readonly FindingRule DependencyArrayRemoved = Compatible("DEPENDENCY_ARRAY_REMOVED");
    public static readonly FindingRule DependencyArrayExtended = Constraining("DEPENDENCY_ARRAY_EXTENDED", MoreElements);
    public static readonly FindingRule DependencyArrayNarrowed = Compatible("DEPENDENCY_ARRAY_NARROWED");
    public static readonly FindingRule DependencyArrayChanged = Constraining("DEPENDENCY_ARRAY_CHANGED", ValueDiffers);
    public static readonly FindingRule DependencySchemaAdded = Constraining("DEPENDENCY_SCHEMA_ADDED", KeywordMissing);
    public static readonly FindingRule DependencySchemaRemoved = Compatible("DEPENDENCY_SCHEMA_REMOVED");

    public static readonly FindingRule EmptyAddedToOpen = Compatible("PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL");
    public static readonly FindingRule RequiredAddedToOpen =
        Incompatible("REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", AddedToOpen) with { Hint = GiveDefault + " " + CloseFirst };

    public static readonly FindingRule RequiredWithDefaultAddedToOpen =
        StrictlyIncompatible("REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL", AddedToOpen) with { Hint = CloseFirst };

    public static readonly FindingRule OptionalAddedToOpen =
        StrictlyIncompatible("OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", AddedToOpen) with { Hint = CloseFirst };

    public static readonly FindingRule RequiredAddedToUnopen =
        Incompatible("REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL", JsonSchemaRuleTexts.RequiredAddedToUnopen) with
        {
            Hint = GiveDefault,
        };

    public static readonly FindingRule RequiredWithDefaultAddedToUnopen =
        Compatible("REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL");

    public static readonly FindingRule OptionalAddedToUnopen = Compatible("OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL");
    public static readonly FindingRule AddedIsCovered = Compatible("PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL");
    public static readonly FindingRule AddedNotCovered =
        StrictlyIncompatible("PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", JsonSchemaRuleTexts.AddedNotCovered) with
        {
            Hint = "Give the property a schema that accepts all the former one for additional properties accepts.",
        };

    public static readonly FindingRule RemovedFromOpen = Compatible("PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL");
    public static readonly FindingRule FalseRemovedFromClosed = Compatible("PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL");
    public static readonly FindingRule RemovedFromClosed =
        StrictlyIncompatible("PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", JsonSchemaRuleTexts.RemovedFromClosed) with
        {
            Hint = "Earlier data may hold this property. Keep it, or open the content model first.",
        };

    public static readonly FindingRule RemovedIsCovered = Compatible("PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL");
    public static readonly FindingRule RemovedNotCovered =
        StrictlyIncompatible("PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", JsonSchemaRuleTexts.RemovedNotCovered) with
        {
            Hint = "Widen the schema for additional properties so that it accepts the property, or keep the property.",
        };

    public static readonly FindingRule ReservedRemoved = Incompatible("RESERVED_PROPERTY_REMOVED", JsonSchemaRuleTexts.ReservedRemoved) with
    {
        Hint = "Keep the name in the metadata property 'confluent:reserved'.",
    };

    public static readonly FindingRule ReservedConflict =
        Incompatible("RESERVED_PROPERTY_CONFLICTS_WITH_PROPERTY", JsonSchemaRuleTexts.ReservedConflict) with
        {
            Hint = "Rename the property; its name is reserved.",
        };

    public static ImmutableArray<FindingRule> All =>
    [
        RequiredAdded, RequiredWithDefaultAdded, RequiredRemoved,
        .. MaxProperties, .. MinProperties, .. Additional, .. Unevaluated,
        DependencyArrayAdded, DependencyArrayRemoved, DependencyArrayExtended, DependencyArrayNarrowed, DependencyArrayChanged,
        DependencySchemaAdded, DependencySchemaRemoved,
        EmptyAddedToOpen, RequiredAddedToOpen, RequiredWithDefaultAddedToOpen, OptionalAddedToOpen,
        RequiredAddedToUnopen, RequiredWithDefaultAddedToUnopen, OptionalAddedToUnopen, AddedIsCovered, AddedNotCovered,
        RemovedFromOpen, FalseRemovedFromClosed, RemovedFromClosed, RemovedIsCovered, RemovedNotCovered,
        ReservedRemoved, ReservedConflict,
    ];
}
