using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Protobuf.Model;
using SchemaRegistry.Schemas.Protobuf.Normalizing;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>Compares type and label of a field that both messages have.</summary>
internal static class FieldDiff
{
    private enum Kind
    {
        Scalar,
        Message,
        Group,
        Map,
    }

    public static void Compare(Comparison comparison, Scope original, Scope update, FieldNode before, FieldNode after, string path)
    {
        before = MapEntries.Fold(before, original.File.Names, original.Symbol);
        after = MapEntries.Fold(after, update.File.Names, update.Symbol);
        var (oldType, newType) = (original.Resolve(before.Type), update.Resolve(after.Type));
        var kind = KindOf(after, newType);
        if (kind != KindOf(before, oldType))
        {
            comparison.Report(ProtobufRules.FieldKindChanged, path);
            return;
        }

        if (kind == Kind.Map)
        {
            CompareTypes(comparison, original.Resolve(before.MapKey!), update.Resolve(after.MapKey!), path);
        }

        var rule = CompareTypes(comparison, oldType, newType, path);
        if (rule is null && kind == Kind.Scalar)
        {
            CompareLabels(comparison, before.Label, after.Label, ScalarGroups.Of(newType.Scalar!.Value), path);
        }
    }

    private static Kind KindOf(FieldNode field, ResolvedType type) =>
        field.IsMap ? Kind.Map : field.IsGroup ? Kind.Group : type.Scalar is null ? Kind.Message : Kind.Scalar;

    private static FindingRule? CompareTypes(Comparison comparison, ResolvedType original, ResolvedType update, string path)
    {
        var rule = RuleFor(comparison, original, update);
        if (rule is not null)
        {
            comparison.Report(rule, path);
        }

        return rule;
    }

    private static FindingRule? RuleFor(Comparison comparison, ResolvedType original, ResolvedType update)
    {
        if (original.Scalar is { } before && update.Scalar is { } after)
        {
            return ScalarGroups.Of(before) == ScalarGroups.Of(after) ? null : ProtobufRules.FieldScalarKindChanged;
        }

        if (original.Scalar is not null || update.Scalar is not null)
        {
            return ProtobufRules.FieldKindChanged;
        }

        return IsSameMessage(comparison, original, update) ? null : ProtobufRules.FieldNamedTypeChanged;
    }

    private static bool IsSameMessage(Comparison comparison, ResolvedType original, ResolvedType update)
    {
        if (original.Symbol is not { } before || update.Symbol is not { } after)
        {
            return original.Text == update.Text;
        }

        if (before.LocalName != after.LocalName)
        {
            return false;
        }

        return before.File!.IsSameFile(after.File!) || comparison.CompareImported(before, after);
    }

    // A label that is left out on one side changes nothing, and messages are read alike under any label.
    private static void CompareLabels(Comparison comparison, FieldLabel before, FieldLabel after, ScalarGroup group, string path)
    {
        if (before == FieldLabel.None || after == FieldLabel.None || before == after)
        {
            return;
        }

        comparison.Report(
            group == ScalarGroup.StringOrBytes ? ProtobufRules.FieldStringOrBytesLabelChanged : ProtobufRules.FieldNumericLabelChanged,
            path);
    }
}
