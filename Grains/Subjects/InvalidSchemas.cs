using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>The two shapes of 42201 (reference 5.1), around what the format says.</summary>
internal static class InvalidSchemas
{
    private const int ShownTextLength = 2_048;

    public static RegistryError Unparsable(SubjectName subject, SubmittedSchema schema, SchemaError error)
    {
        var type = schema.Type.WireName();
        return RegistryErrors.InvalidSchema(
            $"Invalid schema of type {type}, details: Invalid schema {Show(subject, schema)} "
            + $"with refs {ShowReferences(schema)} of type {type}, details: {error}");
    }

    public static RegistryError Invalid(SubjectName subject, SubmittedSchema schema, SchemaError error) =>
        RegistryErrors.InvalidSchema($"Invalid schema {Show(subject, schema)}, details: {error}");

    private static string Show(SubjectName subject, SubmittedSchema schema)
    {
        var text = schema.Text ?? "";
        var shown = Shortened(text);
        return $"{{subject={subject},version=0,id=-1,guid=null,schemaType={schema.Type.WireName()},"
            + $"references={ShowReferences(schema)},metadata=null,ruleSet=null,schema={shown},schemaTags=null,ts=null,deleted=null}}";
    }

    private static string ShowReferences(SubmittedSchema schema) => "[" + Shortened(string.Join(
        ", ",
        schema.References.Select(reference => $"{{name={reference.Name}, subject={reference.Subject}, version={reference.Version}}}")))
        + "]";

    private static string Shortened(string text) =>
        text.Length <= ShownTextLength ? text : string.Concat(text.AsSpan(0, ShownTextLength), "...");
}
