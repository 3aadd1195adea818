using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Identity;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Answers to registrations that found their schema registered already, by a hash of the request as it came, so that a
/// producer that registers at every start costs no parsing. Holds for one subject state and one configuration.
/// </summary>
internal sealed class RequestMemory
{
    private const int Capacity = 256;
    private readonly Dictionary<RequestKey, SubjectSchema> _answers = [];
    private SubjectState? _state;
    private RegistryConfig? _config;

    public static RequestKey KeyOf(RegisterRequest request) => new(
        ContentHash.Of(new SchemaContent(
            request.Schema.Type,
            request.Schema.Text ?? "",
            request.Schema.References,
            request.Schema.Metadata,
            request.Schema.RuleSet)),
        request.Version,
        request.Id,
        request.Normalize);

    public SubjectSchema? Find(SubjectState state, RegistryConfig config, RequestKey key) =>
        ReferenceEquals(state, _state) && config == _config ? _answers.GetValueOrDefault(key) : null;

    public void Remember(SubjectState state, RegistryConfig config, RequestKey key, SubjectSchema answer)
    {
        if (!ReferenceEquals(state, _state) || config != _config || _answers.Count >= Capacity)
        {
            _answers.Clear();
            (_state, _config) = (state, config);
        }

        _answers[key] = answer;
    }
}

/// <summary>All of a registration that its answer depends on; the schema by a collision-resistant hash.</summary>
internal readonly record struct RequestKey(ContentHash Schema, int Version, int Id, bool Normalize);
