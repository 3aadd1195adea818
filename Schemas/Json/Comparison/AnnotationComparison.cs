using SchemaRegistry.Schemas.Json.Model;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Compares what describes a schema.</summary>
internal static class AnnotationComparison
{
    public static void Compare(SchemaAnnotations original, SchemaAnnotations update, OutcomeBuilder outcome)
    {
        if (ReferenceEquals(original, update))
        {
            return;
        }

        if (original.Id != update.Id)
        {
            outcome.Add(JsonSchemaRules.IdChanged);
        }

        if (original.Title != update.Title)
        {
            outcome.Add(JsonSchemaRules.TitleChanged);
        }

        if (original.Description != update.Description)
        {
            outcome.Add(JsonSchemaRules.DescriptionChanged);
        }

        if (!JsonEquality.Instance.Equals(original.Default, update.Default))
        {
            outcome.Add(JsonSchemaRules.DefaultChanged);
        }
    }
}
