using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>What clients read (reference 11.2 and 11.4).</summary>
public sealed class RuleTextTests
{
    private static readonly Dictionary<string, FindingRule> Rules = new JsonSchemaFormat().Rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    [Theory]
    [InlineData(
        "The keyword at path 'P' in the new schema is not present in the old schema",
        "MAX_LENGTH_ADDED MIN_LENGTH_ADDED PATTERN_ADDED MAXIMUM_ADDED MINIMUM_ADDED EXCLUSIVE_MAXIMUM_ADDED EXCLUSIVE_MINIMUM_ADDED "
        + "MULTIPLE_OF_ADDED REQUIRED_ATTRIBUTE_ADDED MAX_PROPERTIES_ADDED MIN_PROPERTIES_ADDED DEPENDENCY_ARRAY_ADDED DEPENDENCY_SCHEMA_ADDED "
        + "MAX_ITEMS_ADDED MIN_ITEMS_ADDED MAX_CONTAINS_ADDED MIN_CONTAINS_ADDED UNIQUE_ITEMS_ADDED ADDITIONAL_ITEMS_REMOVED "
        + "ADDITIONAL_PROPERTIES_REMOVED UNEVALUATED_ITEMS_REMOVED UNEVALUATED_PROPERTIES_REMOVED")]
    [InlineData(
        "The value at path 'P' in the new schema is more than its value in the old schema",
        "MIN_LENGTH_INCREASED MINIMUM_INCREASED EXCLUSIVE_MINIMUM_INCREASED MULTIPLE_OF_EXPANDED MIN_PROPERTIES_INCREASED MIN_ITEMS_INCREASED "
        + "MIN_CONTAINS_INCREASED")]
    [InlineData(
        "The value at path 'P' in the new schema is less than its value in the old schema",
        "MAX_LENGTH_DECREASED MAXIMUM_DECREASED EXCLUSIVE_MAXIMUM_DECREASED MAX_PROPERTIES_DECREASED MAX_ITEMS_DECREASED MAX_CONTAINS_DECREASED")]
    [InlineData(
        "The value at path 'P' is different between the new and old schema",
        "PATTERN_CHANGED MULTIPLE_OF_CHANGED DEPENDENCY_ARRAY_CHANGED")]
    [InlineData(
        "An array or combined type at path 'P' has fewer elements in the new schema than the old schema",
        "ADDITIONAL_PROPERTIES_NARROWED ADDITIONAL_ITEMS_NARROWED UNEVALUATED_PROPERTIES_NARROWED UNEVALUATED_ITEMS_NARROWED ENUM_ARRAY_NARROWED "
        + "SUM_TYPE_NARROWED")]
    [InlineData(
        "An array or combined type at path 'P' has more elements in the new schema than the old schema",
        "DEPENDENCY_ARRAY_EXTENDED PRODUCT_TYPE_EXTENDED SUM_TYPE_EXTENDED NOT_TYPE_EXTENDED")]
    [InlineData(
        "A type at path 'P' is different between the new schema and the old schema",
        "TYPE_CHANGED TYPE_NARROWED COMBINED_TYPE_CHANGED COMBINED_TYPE_SUBSCHEMAS_CHANGED ENUM_ARRAY_CHANGED")]
    [InlineData(
        "The new schema has an open content model and has a property or item at path 'P' which is missing in the old schema",
        "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL "
        + "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL ITEM_ADDED_TO_OPEN_CONTENT_MODEL")]
    [InlineData(
        "The new schema has an unopen content model and has a required property at path 'P' which is missing in the old schema",
        "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL")]
    [InlineData(
        "The new has a closed content model and is missing a property or item present at path 'P' in the old schema",
        "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL")]
    [InlineData(
        "A property or item is missing in the new schema but present at path 'P' in the old schema and is not covered by its partially open content model",
        "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL")]
    [InlineData(
        "The new schema has a property or item at path 'P' which is missing in the old schema and is not covered by its partially open content model",
        "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL")]
    [InlineData(
        "The new schema has reserved property 'P' removed from its metadata which is present in the old schema.",
        "RESERVED_PROPERTY_REMOVED")]
    [InlineData(
        "The new schema has property at path 'P' that conflicts with the reserved properties which is missing in the old schema.",
        "RESERVED_PROPERTY_CONFLICTS_WITH_PROPERTY")]
    [InlineData("", "SCHEMA_ADDED")]
    public void A_rule_is_worded_as_in_the_reference(string description, string rules) => Assert.All(
        rules.Split(' '),
        rule => Assert.Equal(
            $"{{errorType:\"{rule}\", description:\"{description}'}}", new Finding(Rules[rule], "P").WireText("new", "old")));

    [Fact]
    public void Every_incompatible_rule_is_in_the_table_above()
    {
        var rows = typeof(RuleTextTests).GetMethod(nameof(A_rule_is_worded_as_in_the_reference))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .SelectMany(row => ((string)row.Data[1]!).Split(' '));

        Assert.Equal(
            Rules.Values.Where(rule => !rule.Compatible && rule != CommonRules.TooComplex).Select(rule => rule.Id).Order(StringComparer.Ordinal),
            rows.Where(rule => !Rules[rule].Compatible).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(CompatibilityLevel.Backward, "new", "old")]
    [InlineData(CompatibilityLevel.Forward, "old", "new")]
    public void The_first_schema_named_is_the_one_that_reads(CompatibilityLevel level, string reader, string writer)
    {
        var (older, newer) = level == CompatibilityLevel.Backward
            ? ("""{"type":"string"}""", """{"type":"string","maxLength":1}""")
            : ("""{"type":"string","maxLength":1}""", """{"type":"string"}""");

        var report = CompatibilityChecker.Compare(
            Parsed.Stored(newer), null, new PreviousVersion(3, Parsed.Stored(older)), new CompatibilityTerms(level));

        Assert.Equal(
            $"{{errorType:\"MAX_LENGTH_ADDED\", description:\"The keyword at path '#/maxLength' in the {reader} schema is not present in the {writer} schema'}}",
            report.Messages[0]);
    }

    [Theory]
    [InlineData("ADDITIONAL_PROPERTIES_REMOVED ADDITIONAL_PROPERTIES_NARROWED UNEVALUATED_PROPERTIES_REMOVED UNEVALUATED_PROPERTIES_NARROWED "
        + "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL "
        + "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL "
        + "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL")]
    public void Lenient_accepts_these_rules_more_than_strict(string rules) => Assert.Equal(
        rules.Split(' ').Order(StringComparer.Ordinal),
        Rules.Values.Where(rule => !rule.Compatible && rule.CompatibleWhenLenient).Select(rule => rule.Id).Order(StringComparer.Ordinal));
}
