using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>Compares the types of one nesting level, matched by name.</summary>
internal static class TypesDiff
{
    /// <param name="comparison">Takes the findings.</param>
    /// <param name="original">The types of the schema the data was written with.</param>
    /// <param name="update">The types of the schema it is read with.</param>
    /// <param name="path">Ends in a slash.</param>
    public static void Compare(Comparison comparison, TypeList original, TypeList update, string path)
    {
        CompareMessages(comparison, original, update, path);
        CompareEnums(comparison, original, update, path);
    }

    private static void CompareMessages(Comparison comparison, TypeList original, TypeList update, string path)
    {
        var updates = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < update.Messages.Length; i++)
        {
            updates.TryAdd(update.Messages[i].Message.Name, i);
        }

        var originals = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < original.Messages.Length && comparison.Spend(); i++)
        {
            var name = original.Messages[i].Message.Name;
            if (!originals.Add(name))
            {
                continue;
            }

            if (!updates.TryGetValue(name, out var index))
            {
                comparison.Report(ProtobufRules.MessageRemoved, path + name);
                continue;
            }

            if (index != i)
            {
                comparison.Report(ProtobufRules.MessageMoved, path + name);
            }

            MessageDiff.Compare(comparison, original.Messages[i], update.Messages[index], $"{path}{name}/");
        }

        foreach (var name in updates.Keys.Where(name => !originals.Contains(name)))
        {
            comparison.Report(ProtobufRules.MessageAdded, path + name);
        }
    }

    private static void CompareEnums(Comparison comparison, TypeList original, TypeList update, string path)
    {
        var updates = new Dictionary<string, EnumNode>(StringComparer.Ordinal);
        foreach (var node in update.Enums)
        {
            updates.TryAdd(node.Name, node);
        }

        var originals = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in original.Enums.Where(node => originals.Add(node.Name)))
        {
            if (updates.TryGetValue(node.Name, out var updated))
            {
                EnumDiff.Compare(comparison, node, updated, $"{path}{node.Name}/");
            }
            else
            {
                comparison.Report(ProtobufRules.EnumRemoved, path + node.Name);
            }
        }

        foreach (var name in updates.Keys.Where(name => !originals.Contains(name)))
        {
            comparison.Report(ProtobufRules.EnumAdded, path + name);
        }
    }
}
