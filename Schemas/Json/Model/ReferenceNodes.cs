namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>A reference; what it means is known once the whole model is built.</summary>
internal sealed class ReferenceNode : SchemaNode
{
    private SchemaNode? _target;

    /// <summary>What the reference names directly, possibly another reference.</summary>
    public SchemaNode? Direct { get; set; }

    public override SchemaNode Resolved => _target ?? this;

    public override bool HasDefault => base.HasDefault || (_target?.HasDefault ?? false);

    /// <summary>
    /// Follows a chain of references and stores its end in every link. False when the chain is circular; it then constrains nothing.
    /// </summary>
    public bool Settle()
    {
        var links = new List<ReferenceNode>();
        var seen = new HashSet<SchemaNode>(ReferenceEqualityComparer.Instance);
        SchemaNode at = this;
        while (at is ReferenceNode { _target: null, Direct: not null } link && seen.Add(link))
        {
            links.Add(link);
            at = link.Direct;
        }

        var isCircular = at.Resolved is ReferenceNode;
        var end = isCircular ? new EmptyNode() : at.Resolved;
        foreach (var link in links)
        {
            link._target = end;
        }

        return !isCircular;
    }
}

/// <summary>A reference to nothing known, as a stored schema may hold; equal only to itself.</summary>
internal sealed class UnresolvedNode(string reference) : SchemaNode
{
    public string Reference { get; } = reference;
}
