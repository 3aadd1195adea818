using System.Collections.Immutable;
using SchemaRegistry.Schemas.Compatibility;
using static SchemaRegistry.Schemas.Json.JsonSchemaRuleTexts;

namespace SchemaRegistry.Schemas.Json;

/// <summary>Every difference a comparison of JSON Schemas can report (reference 11.4).</summary>
public static class JsonSchemaRules
{
    public static readonly FindingRule IdChanged = Compatible("ID_CHANGED");
    public static readonly FindingRule TitleChanged = Compatible("TITLE_CHANGED");
    public static readonly FindingRule DescriptionChanged = Compatible("DESCRIPTION_CHANGED");
    public static readonly FindingRule DefaultChanged = Compatible("DEFAULT_CHANGED");

    public static readonly FindingRule SchemaRemoved = Compatible("SCHEMA_REMOVED");
    public static readonly FindingRule SchemaAdded = Constraining("SCHEMA_ADDED", "");

    public static readonly FindingRule TypeExtended = Compatible("TYPE_EXTENDED");
    public static readonly FindingRule TypeNarrowed = Incompatible("TYPE_NARROWED", TypeDiffers) with
    {
        Hint = "Keep the type 'number', or add a new field of type 'integer'.",
    };

    public static readonly FindingRule TypeChanged = Incompatible("TYPE_CHANGED", TypeDiffers) with
    {
        Hint = "Accept both types, as in \"type\": [\"string\", \"number\"], or add a new field.",
    };

    public static readonly JsonSchemaBoundRules MaxLength = Upper("MAX_LENGTH");
    public static readonly JsonSchemaBoundRules MinLength = Lower("MIN_LENGTH");
    public static readonly FindingRule PatternAdded = Constraining("PATTERN_ADDED", KeywordMissing);
    public static readonly FindingRule PatternRemoved = Compatible("PATTERN_REMOVED");
    public static readonly FindingRule PatternChanged = Incompatible("PATTERN_CHANGED", ValueDiffers) with
    {
        Hint = "Whether one pattern covers another is not decided; remove the pattern, or add a new field.",
    };

    public static readonly JsonSchemaBoundRules Maximum = Upper("MAXIMUM");
    public static readonly JsonSchemaBoundRules Minimum = Lower("MINIMUM");
    public static readonly JsonSchemaBoundRules ExclusiveMaximum = Upper("EXCLUSIVE_MAXIMUM");
    public static readonly JsonSchemaBoundRules ExclusiveMinimum = Lower("EXCLUSIVE_MINIMUM");
    public static readonly FindingRule MultipleOfAdded = Constraining("MULTIPLE_OF_ADDED", KeywordMissing);
    public static readonly FindingRule MultipleOfRemoved = Compatible("MULTIPLE_OF_REMOVED");
    public static readonly FindingRule MultipleOfReduced = Compatible("MULTIPLE_OF_REDUCED");
    public static readonly FindingRule MultipleOfExpanded = Incompatible("MULTIPLE_OF_EXPANDED", ValueIsMore);
    public static readonly FindingRule MultipleOfChanged = Incompatible("MULTIPLE_OF_CHANGED", ValueDiffers) with
    {
        Hint = "Choose a divisor of the former value.",
    };

    public static readonly FindingRule EnumArrayExtended = Compatible("ENUM_ARRAY_EXTENDED");
    public static readonly FindingRule EnumArrayNarrowed = Incompatible("ENUM_ARRAY_NARROWED", FewerElements) with
    {
        Hint = "Keep the former values; producers may stop writing them.",
    };

    public static readonly FindingRule EnumArrayChanged = Incompatible("ENUM_ARRAY_CHANGED", TypeDiffers) with
    {
        Hint = "Keep the former values beside the new ones.",
    };

    public static readonly FindingRule CombinedTypeExtended = Compatible("COMBINED_TYPE_EXTENDED");
    public static readonly FindingRule CombinedTypeChanged = Incompatible("COMBINED_TYPE_CHANGED", TypeDiffers) with
    {
        Hint = "Only a change to anyOf is safe when there are several branches.",
    };

    public static readonly FindingRule CombinedTypeSubschemasChanged = Incompatible("COMBINED_TYPE_SUBSCHEMAS_CHANGED", TypeDiffers) with
    {
        Hint = "Some branch has no compatible counterpart; compare the branches one by one.",
    };

    public static readonly FindingRule ProductTypeExtended = Constraining("PRODUCT_TYPE_EXTENDED", MoreElements);
    public static readonly FindingRule ProductTypeNarrowed = Compatible("PRODUCT_TYPE_NARROWED");
    public static readonly FindingRule SumTypeExtended = Compatible("SUM_TYPE_EXTENDED") with { Description = MoreElements };
    public static readonly FindingRule SumTypeNarrowed = Incompatible("SUM_TYPE_NARROWED", FewerElements) with
    {
        Hint = "Keep the former branches; producers may stop writing them.",
    };

    public static readonly FindingRule NotTypeExtended = Incompatible("NOT_TYPE_EXTENDED", MoreElements);
    public static readonly FindingRule NotTypeNarrowed = Compatible("NOT_TYPE_NARROWED");

    /// <summary>All of them, with those of objects and arrays and the common ones.</summary>
    public static ImmutableArray<FindingRule> All =>
    [
        IdChanged, TitleChanged, DescriptionChanged, DefaultChanged,
        SchemaAdded, SchemaRemoved, TypeExtended, TypeNarrowed, TypeChanged,
        .. MaxLength, .. MinLength, PatternAdded, PatternRemoved, PatternChanged,
        .. Maximum, .. Minimum, .. ExclusiveMaximum, .. ExclusiveMinimum,
        MultipleOfAdded, MultipleOfRemoved, MultipleOfReduced, MultipleOfExpanded, MultipleOfChanged,
        EnumArrayExtended, EnumArrayNarrowed, EnumArrayChanged,
        CombinedTypeExtended, CombinedTypeChanged, CombinedTypeSubschemasChanged,
        ProductTypeExtended, ProductTypeNarrowed, SumTypeExtended, SumTypeNarrowed, NotTypeExtended, NotTypeNarrowed,
        .. JsonSchemaObjectRules.All, .. JsonSchemaArrayRules.All, CommonRules.TooComplex,
    ];
}
