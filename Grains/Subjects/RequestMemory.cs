using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Answers to registrations that found their schema registered already, by a hash of the request as it came, so that a
/// producer that registers at every start costs no parsing. Each holds for one state of its subject and one configuration. Any
/// thread may ask; the subject's grain remembers.
/// </summary>
internal sealed class RequestMemory(SiloCache cache)
{
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

    public SubjectSchema? Find(SubjectState state, RegistryConfig config, RequestKey key) =>
        cache.Find<Known>(new AnswerKey(state.Name, key)) is { } known && known.IsOf(state, config) ? known.Answer : null;

    public void Remember(SubjectState state, RegistryConfig config, RequestKey key, SubjectSchema answer)
    {
        if (state.Find(answer.Version) is { } row)
        {
            cache.Keep(
                new AnswerKey(state.Name, key), new Known(answer, row, state.Revision, config), Sizes.WeightOf(answer.Content));
        }
    }

    private sealed record AnswerKey(SubjectName Subject, RequestKey Request);

    private sealed record Known(SubjectSchema Answer, VersionRow Row, long Revision, RegistryConfig Config)
    {
        // A revision could come again after everything was deleted, the row of a version cannot.
        public bool IsOf(SubjectState state, RegistryConfig config) =>
            state.Revision == Revision && ReferenceEquals(state.Find(Answer.Version), Row) && config == Config;
    }
}

/// <summary>All of a registration that its answer depends on; the schema by a collision-resistant hash.</summary>
internal readonly record struct RequestKey(ContentHash Schema, int Version, int Id, bool Normalize);
