using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>
/// What the grains that live in this very process would answer from memory, under the same lease, without a call. Only
/// processes with a silo have it. Whatever is not at hand, among it all subjects that stand for others, is null: ask the grain.
/// </summary>
public interface ILocalSubjects
{
    /// <summary>What <see cref="ISubjectGrain.Peek"/> answers.</summary>
    SubjectSchema? FindVersion(SubjectName subject, int version);

    /// <summary>What <see cref="ISubjectGrain.Register"/> answers to a registration that it has answered before.</summary>
    SubjectSchema? FindRegistered(SubjectName subject, RegisterRequest request);
}
