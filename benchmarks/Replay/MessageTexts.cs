using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SchemaRegistry.Replay;

/// <summary>Walks through all that is inside a message.</summary>
internal static class MessageTexts
{
    /// <summary>Every message inside this one, itself first.</summary>
    public static void Visit(IMessage message, Action<IMessage> visit)
    {
        visit(message);
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            foreach (var part in Parts(field, field.Accessor.GetValue(message)).OfType<IMessage>())
            {
                Visit(part, visit);
            }
        }
    }

    /// <summary>Replaces every text inside this message; keys of maps stay.</summary>
    public static void Rewrite(IMessage message, Func<string, string> rewrite) => Visit(message, part =>
    {
        foreach (var field in part.Descriptor.Fields.InFieldNumberOrder().Where(field => field.FieldType == FieldType.String))
        {
            if (field.IsRepeated)
            {
                var texts = (IList)field.Accessor.GetValue(part);
                for (var i = 0; i < texts.Count; i++)
                {
                    texts[i] = rewrite((string)texts[i]!);
                }
            }
            else if (!field.HasPresence || field.Accessor.HasValue(part))
            {
                field.Accessor.SetValue(part, rewrite((string)field.Accessor.GetValue(part)));
            }
        }
    });

    private static IEnumerable<object> Parts(FieldDescriptor field, object? value) => value switch
    {
        null => [],
        IDictionary map => map.Values.Cast<object>(),
        IEnumerable list when field.IsRepeated => list.Cast<object>(),
        _ => [value],
    };
}
