using System.Security.Cryptography;
using System.Text;

namespace SchemaRegistry.Model;

/// <summary>
/// Confluent's schema GUID (reference 10.5): MD5 over the parts without separators, shown as a UUID. The same content has
/// the same GUID in every context and registry. It is an address, not an identity: contents can be made to collide.
/// </summary>
public static class SchemaGuid
{
    public static Guid Of(SchemaContent content)
    {
#pragma warning disable CA5351 // The algorithm is the protocol's; identity rests on ContentHash.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        Append(md5, content.Text);
        foreach (var reference in content.References)
        {
            Append(md5, reference.Name);
            Append(md5, reference.Subject);
            Append(md5, reference.Version);
        }

        Append(md5, content.Metadata);
        Append(md5, content.RuleSet);
        return new Guid(md5.GetHashAndReset(), bigEndian: true);
    }

    private static void Append(IncrementalHash md5, Metadata? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        md5.AppendData([1]);
        if (metadata.Tags is { } tagsByPath)
        {
            foreach (var (path, tags) in tagsByPath)
            {
                Append(md5, path);
                Append(md5, tags);
            }
        }

        Append(md5, metadata.Properties);
        Append(md5, metadata.Sensitive);
    }

    private static void Append(IncrementalHash md5, RuleSet? rules)
    {
        if (rules is null)
        {
            return;
        }

        md5.AppendData([1]);
        foreach (var rule in (rules.MigrationRules ?? []).Concat(rules.DomainRules ?? []).Concat(rules.EncodingRules ?? []))
        {
            Append(md5, rule);
        }

        Append(md5, rules.EnableAt);
    }

    private static void Append(IncrementalHash md5, Rule rule)
    {
        Append(md5, rule.Name);
        Append(md5, rule.Doc);
        Append(md5, rule.Kind);
        Append(md5, rule.Mode);
        Append(md5, rule.Type);
        Append(md5, rule.Tags);
        Append(md5, rule.Params);
        Append(md5, rule.Expr);
        Append(md5, rule.OnSuccess);
        Append(md5, rule.OnFailure);
        if (rule.Disabled)
        {
            md5.AppendData([1]);
        }
    }

    private static void Append(IncrementalHash md5, IEnumerable<KeyValuePair<string, string>>? pairs)
    {
        foreach (var (name, value) in pairs ?? [])
        {
            Append(md5, name);
            Append(md5, value);
        }
    }

    private static void Append(IncrementalHash md5, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
        {
            Append(md5, value);
        }
    }

    private static void Append(IncrementalHash md5, int value) =>
        md5.AppendData([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    private static void Append(IncrementalHash md5, string? value)
    {
        if (value is not null)
        {
            md5.AppendData(Encoding.UTF8.GetBytes(value));
        }
    }
}
