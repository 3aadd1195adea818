using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Puts the form of the text that was asked for (reference 10.4) in place of the text as registered.</summary>
internal static class TextForms
{
    public static async Task<SchemaContent> Apply(GrpcCall call, string context, int id, SchemaContent content, string format) =>
        format.Length == 0 ? content : content with { Text = await call.Reader.Format(context, id, format, call.Cancelled) };

    public static async Task<Outcome<SubjectSchema>> Apply(GrpcCall call, Outcome<SubjectSchema> found, string format)
    {
        if (found.Value is not { } schema || format.Length == 0)
        {
            return found;
        }

        var context = SubjectName.Parse(schema.Subject).Context;
        return schema with { Content = await Apply(call, context, schema.Id, schema.Content, format) };
    }
}
