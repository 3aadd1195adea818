using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>Collects the differences of one pair. Whether they are compatible depends on the policy, also deep inside.</summary>
internal sealed class OutcomeBuilder(CompatibilityPolicy policy)
{
    private List<OutcomeEntry>? _entries;
    private bool _isCompatible = true;

    public void Add(FindingRule rule, string path = "")
    {
        (_entries ??= []).Add(new OutcomeEntry(path, rule, null));
        _isCompatible &= rule.IsCompatible(policy);
    }

    public void Include(Outcome inner, string path = "")
    {
        if (inner.Entries.Length > 0)
        {
            (_entries ??= []).Add(new OutcomeEntry(path, null, inner));
        }

        _isCompatible &= inner.IsCompatible;
    }

    public Outcome Build()
    {
        if (_entries is not null)
        {
            return new Outcome(_isCompatible, [.. _entries]);
        }

        return _isCompatible ? Outcome.Equal : Outcome.Refuted;
    }
}
