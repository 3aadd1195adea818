using System.Buffers.Binary;
using System.Text;

namespace SchemaRegistry.Model;

/// <summary>Writes values so that each can be told from its neighbours: lengths before content, a mark for "not given".</summary>
internal sealed class LengthPrefixedEncoder : IDisposable
{
    private const int Absent = -1;
    private const int Unknown = -2;
    private ScratchBytes _buffer = new(4096);
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.Array.AsSpan(0, _length);

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value);
    }

    public void Write(string? value)
    {
        if (value is null)
        {
            Write(Absent);
            return;
        }

        var size = Encoding.UTF8.GetByteCount(value);
        Write(size);
        Encoding.UTF8.GetBytes(value, Take(size));
    }

    /// <summary>A list that was not given is the same as an empty one.</summary>
    public void Write<T>(IReadOnlyCollection<T>? items, Action<LengthPrefixedEncoder, T> write)
    {
        Write(items?.Count ?? 0);
        foreach (var item in items ?? [])
        {
            write(this, item);
        }
    }

    public void Write(Metadata? metadata)
    {
        Write(metadata is null ? 0 : 1);
        if (metadata is null)
        {
            return;
        }

        Write(metadata.Tags, static (e, tag) =>
        {
            e.Write(tag.Key);
            e.Write(tag.Value, static (inner, name) => inner.Write(name));
        });
        Write(metadata.Properties, WritePair);
        Write(metadata.Sensitive, static (e, name) => e.Write(name));
        Write(metadata.Unknown);
    }

    public void Write(RuleSet? rules)
    {
        Write(rules is null ? 0 : 1);
        if (rules is null)
        {
            return;
        }

        Write<Rule>(rules.MigrationRules, WriteRule);
        Write<Rule>(rules.DomainRules, WriteRule);
        Write<Rule>(rules.EncodingRules, WriteRule);
        Write(rules.EnableAt);
        Write(rules.Unknown);
    }

    /// <summary>Nothing where there is none, so that what builds have hashed before these were kept stays what it is.</summary>
    public void Write(UnknownMembers? members)
    {
        if (members is null)
        {
            return;
        }

        Write(Unknown);
        Write(members.Count);
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            Write(name);
            Write(value.GetRawText());
        }
    }

    public void Dispose() => _buffer.Dispose();

    private static void WriteRule(LengthPrefixedEncoder e, Rule rule)
    {
        e.Write(rule.Name);
        e.Write(rule.Doc);
        e.Write(rule.Kind);
        e.Write(rule.Mode);
        e.Write(rule.Type);
        e.Write(rule.Tags, static (inner, tag) => inner.Write(tag));
        e.Write(rule.Params, WritePair);
        e.Write(rule.Expr);
        e.Write(rule.OnSuccess);
        e.Write(rule.OnFailure);
        e.Write(rule.Disabled ? 1 : 0);
        e.Write(rule.Unknown);
    }

    private static void WritePair(LengthPrefixedEncoder e, KeyValuePair<string, string> pair)
    {
        e.Write(pair.Key);
        e.Write(pair.Value);
    }

    private Span<byte> Take(int size)
    {
        if (_buffer.Array.Length - _length < size)
        {
            Grow(size);
        }

        _length += size;
        return _buffer.Array.AsSpan(_length - size, size);
    }

    private void Grow(int size)
    {
        var larger = new ScratchBytes(Math.Max(_buffer.Array.Length * 2, _length + size));
        Written.CopyTo(larger.Array);
        _buffer.Dispose();
        _buffer = larger;
    }
}
