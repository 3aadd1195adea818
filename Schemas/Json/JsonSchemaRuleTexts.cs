using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Json;

/// <summary>The wording of the rules, shared by all tables (reference 11.4).</summary>
internal static class JsonSchemaRuleTexts
{
    public const string KeywordMissing = "The keyword at path '{path}' in the {reader} schema is not present in the {writer} schema";
    public const string ValueIsMore = "The value at path '{path}' in the {reader} schema is more than its value in the {writer} schema";
    public const string ValueIsLess = "The value at path '{path}' in the {reader} schema is less than its value in the {writer} schema";
    public const string ValueDiffers = "The value at path '{path}' is different between the {reader} and {writer} schema";

    public const string FewerElements =
        "An array or combined type at path '{path}' has fewer elements in the {reader} schema than the {writer} schema";

    public const string MoreElements =
        "An array or combined type at path '{path}' has more elements in the {reader} schema than the {writer} schema";

    public const string TypeDiffers = "A type at path '{path}' is different between the {reader} schema and the {writer} schema";

    public const string AddedToOpen =
        "The {reader} schema has an open content model and has a property or item at path '{path}' which is missing in the {writer} schema";

    public const string RequiredAddedToUnopen =
        "The {reader} schema has an unopen content model and has a required property at path '{path}' which is missing in the "
        + "{writer} schema";

    // The word "schema" is missing after the first token on the wire as well.
    public const string RemovedFromClosed =
        "The {reader} has a closed content model and is missing a property or item present at path '{path}' in the {writer} schema";

    public const string RemovedNotCovered =
        "A property or item is missing in the {reader} schema but present at path '{path}' in the {writer} schema and is not "
        + "covered by its partially open content model";

    public const string AddedNotCovered =
        "The {reader} schema has a property or item at path '{path}' which is missing in the {writer} schema and is not covered "
        + "by its partially open content model";

    public const string ReservedRemoved =
        "The {reader} schema has reserved property '{path}' removed from its metadata which is present in the {writer} schema.";

    public const string ReservedConflict =
        "The {reader} schema has property at path '{path}' that conflicts with the reserved properties which is missing in the "
        + "{writer} schema.";

    public const string CloseFirst =
        "Earlier data may hold anything under this name. Close the content model in the first version "
        + "(\"additionalProperties\": false).";

    public const string GiveDefault = "Make the property optional, or give it a default.";

    private const string AddedConstraint = "Data written without this constraint may break it; constrain a new field instead.";

    // The unbalanced quotes are those on the wire.
    private const string Envelope = "{errorType:\"{id}\", description:\"{description}'}";

    public static FindingRule Compatible(string id) => new(id, Compatible: true, "", Envelope);

    public static FindingRule Incompatible(string id, string description) => new(id, Compatible: false, description, Envelope);

    /// <summary>A rule for a constraint that was not there before.</summary>
    public static FindingRule Constraining(string id, string description) => Incompatible(id, description) with { Hint = AddedConstraint };

    /// <summary>A rule that is incompatible under the STRICT policy only.</summary>
    public static FindingRule StrictlyIncompatible(string id, string description) =>
        Incompatible(id, description) with { CompatibleWhenLenient = true };

    /// <summary>Rules for a value that must not grow.</summary>
    public static JsonSchemaBoundRules Lower(string keyword) => new(
        Constraining(keyword + "_ADDED", KeywordMissing),
        Compatible(keyword + "_REMOVED"),
        Incompatible(keyword + "_INCREASED", ValueIsMore) with { Hint = "Keep the former value or lower it." },
        Compatible(keyword + "_DECREASED"));

    /// <summary>Rules for a value that must not shrink.</summary>
    public static JsonSchemaBoundRules Upper(string keyword) => new(
        Constraining(keyword + "_ADDED", KeywordMissing),
        Compatible(keyword + "_REMOVED"),
        Compatible(keyword + "_INCREASED"),
        Incompatible(keyword + "_DECREASED", ValueIsLess) with { Hint = "Keep the former value or raise it." });

    /// <summary>Rules for what is allowed beyond the named properties or items.</summary>
    public static JsonSchemaRestRules Rest(string keyword, bool lenient)
    {
        Func<string, string, FindingRule> rule = lenient ? StrictlyIncompatible : Incompatible;
        return new JsonSchemaRestRules(
            Compatible(keyword + "_ADDED"),
            rule(keyword + "_REMOVED", KeywordMissing) with { Hint = "Leave the content model open, or start a new subject." },
            Compatible(keyword + "_EXTENDED"),
            rule(keyword + "_NARROWED", FewerElements) with { Hint = "Leave the content model open, or start a new subject." });
    }
}
