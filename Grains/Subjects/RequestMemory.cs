using System.Collections.Concurrent;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Answers to registrations that found their schema registered already, by a hash of the request as it came, so that a
/// producer that registers at every start costs no parsing. Holds for one subject state and one configuration. Any thread
/// may ask; the subject's grain remembers.
/// </summary>
internal sealed class RequestMemory
{
    private const int Capacity = 256;
    private volatile Page _page = new(null, null);

    /// <summary>
    /// Null for a request whose answer may be another one next time: one that edits tags, or refers to a latest version.
    /// </summary>
    public static RequestKey? KeyOf(RegisterRequest request)
    {
        if (!request.Tags.IsEmpty)
        {
            return null;
        }

        foreach (var reference in request.Schema.References)
        {
            if (reference.Version <= 0)
            {
                return null;
            }
        }

        var content = new SchemaContent(
            request.Schema.Type,
            request.Schema.Text ?? "",
            request.Schema.References,
            request.Schema.Metadata,
            request.Schema.RuleSet);
        return new RequestKey(ContentHash.Of(content), request.Version, request.Id, request.Normalize);
    }

    public SubjectSchema? Find(SubjectState state, RegistryConfig config, RequestKey key)
    {
        var page = _page;
        return page.IsOf(state, config) ? page.Answers.GetValueOrDefault(key) : null;
    }

    public void Remember(SubjectState state, RegistryConfig config, RequestKey key, SubjectSchema answer)
    {
        var page = _page;
        if (!page.IsOf(state, config) || page.Answers.Count >= Capacity)
        {
            page = new Page(state, config);
        }

        page.Answers[key] = answer;
        _page = page;
    }

    private sealed record Page(SubjectState? State, RegistryConfig? Config)
    {
        public ConcurrentDictionary<RequestKey, SubjectSchema> Answers { get; } = new(concurrencyLevel: 1, capacity: 1);

        public bool IsOf(SubjectState state, RegistryConfig config) => ReferenceEquals(state, State) && config == Config;
    }
}

/// <summary>All of a registration that its answer depends on; the schema by a collision-resistant hash.</summary>
internal readonly record struct RequestKey(ContentHash Schema, int Version, int Id, bool Normalize);
