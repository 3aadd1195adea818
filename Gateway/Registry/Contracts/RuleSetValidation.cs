using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Contracts;

/// <summary>The form a rule set must have (reference 3.6). Returns the text of the first violation, or null.</summary>
internal static class RuleSetValidation
{
    private const int MaxNameLength = 256;

    public static string? Check(RuleSet rules)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return Check(rules.MigrationRules, names, "Migration rules can only be UPGRADE, DOWNGRADE, UPDOWN", "UPGRADE", "DOWNGRADE", "UPDOWN")
            ?? Check(rules.DomainRules, names, "Domain rules can only be WRITE, READ, WRITEREAD", "WRITE", "READ", "WRITEREAD")
            ?? Check(rules.EncodingRules, names, "Encoding rules can only be WRITE, READ, WRITEREAD", "WRITE", "READ", "WRITEREAD");
    }

    private static string? Check(
        ImmutableArray<Rule>? rules, HashSet<string> names, string wrongMode, params ReadOnlySpan<string> modes)
    {
        foreach (var rule in rules ?? [])
        {
            if (CheckName(rule.Name) is { } invalid)
            {
                return invalid;
            }

            if (!names.Add(rule.Name!))
            {
                return $"Found rule with duplicate name '{rule.Name}'";
            }

            if (string.IsNullOrEmpty(rule.Type))
            {
                return "Missing rule type";
            }

            if (rule.Mode is not (null or "WRITEREAD" or "UPDOWN") && (HasTwo(rule.OnSuccess) || HasTwo(rule.OnFailure)))
            {
                return "Multiple actions only valid with WRITEREAD and UPDOWN";
            }

            if (!modes.Contains(rule.Mode ?? "WRITEREAD"))
            {
                return wrongMode;
            }
        }

        return null;
    }

    private static string? CheckName(string? name)
    {
        if (name is null)
        {
            return "Missing rule name";
        }

        if (name.Length == 0)
        {
            return "Empty rule name";
        }

        if (name.Length > MaxNameLength)
        {
            return "Rule name too long";
        }

        if (!char.IsLetter(name[0]) && name[0] != '_')
        {
            return $"Illegal initial character in rule name: {name}";
        }

        return name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-')
            ? null
            : $"Illegal character in rule name: {name}";
    }

    private static bool HasTwo(string? actions) => actions?.Contains(',', StringComparison.Ordinal) == true;
}
