using System.Collections.Immutable;
using SchemaRegistry.Schemas.Compatibility;
using static SchemaRegistry.Schemas.Json.JsonSchemaRuleTexts;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The differences between arrays (reference 11.4.5). Unlike for objects, LENIENT accepts no more than STRICT.</summary>
public static class JsonSchemaArrayRules
{
    public static readonly JsonSchemaBoundRules MaxItems = Upper("MAX_ITEMS");
    public static readonly JsonSchemaBoundRules MinItems = Lower("MIN_ITEMS");
    public static readonly FindingRule UniqueItemsAdded = Constraining("UNIQUE_ITEMS_ADDED", KeywordMissing);
    public static readonly FindingRule UniqueItemsRemoved = Compatible("UNIQUE_ITEMS_REMOVED");
    public static readonly JsonSchemaBoundRules MaxContains = Upper("MAX_CONTAINS");
    public static readonly JsonSchemaBoundRules MinContains = Lower("MIN_CONTAINS");
    public static readonly JsonSchemaRestRules Additional = Rest("ADDITIONAL_ITEMS", lenient: false);
    public static readonly JsonSchemaRestRules Unevaluated = Rest("UNEVALUATED_ITEMS", lenient: false);

    public static readonly FindingRule EmptyAddedToOpen = Compatible("ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL");
    public static readonly FindingRule AddedToOpen =
        Incompatible("ITEM_ADDED_TO_OPEN_CONTENT_MODEL", JsonSchemaRuleTexts.AddedToOpen) with
        {
            Hint = "Earlier data may hold anything at this position. Close the tuple in the first version.",
        };

    public static readonly FindingRule AddedToClosed = Compatible("ITEM_ADDED_TO_CLOSED_CONTENT_MODEL");
    public static readonly FindingRule AddedIsCovered = Compatible("ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL");
    public static readonly FindingRule AddedNotCovered =
        Incompatible("ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", JsonSchemaRuleTexts.AddedNotCovered);

    public static readonly FindingRule RemovedFromOpen = Compatible("ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL");
    public static readonly FindingRule FalseRemovedFromClosed = Compatible("ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL");
    public static readonly FindingRule RemovedFromClosed =
        Incompatible("ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL", JsonSchemaRuleTexts.RemovedFromClosed) with
        {
            Hint = "Earlier data may hold this item. Keep it, or open the tuple first.",
        };

    public static readonly FindingRule RemovedIsCovered = Compatible("ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL");
    public static readonly FindingRule RemovedNotCovered =
        Incompatible("ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", JsonSchemaRuleTexts.RemovedNotCovered);

    public static ImmutableArray<FindingRule> All =>
    [
        .. MaxItems, .. MinItems, UniqueItemsAdded, UniqueItemsRemoved, .. MaxContains, .. MinContains,
        .. Additional, .. Unevaluated,
        EmptyAddedToOpen, AddedToOpen, AddedToClosed, AddedIsCovered, AddedNotCovered,
        RemovedFromOpen, FalseRemovedFromClosed, RemovedFromClosed, RemovedIsCovered, RemovedNotCovered,
    ];
}
