using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// What the grains of the subjects that are active in this silo remember, so that callers in the same process are answered
/// without a call. Answers are given under the grain's lease, so a memory that was left behind misleads nobody for longer than that.
/// </summary>
internal sealed class LocalSubjects(LiveSubjects subjects, SchemaLibrary library, SettingsCache settings, RequestMemory requests)
    : ILocalSubjects
{
    public SubjectSchema? FindVersion(SubjectName subject, int version) =>
        subjects.Find(subject)?.State.Recall() is { } state && VersionReader.Peeked(state, version) is { } row
            ? library.FindShown(subject, row)
            : null;

    public SubjectSchema? FindRegistered(SubjectName subject, RegisterRequest request) =>
        subjects.Find(subject)?.State.Recall() is { HasNoAlias: true } state
        && settings.Remembered(subject.Context) is { } outer
        && RequestMemory.KeyOf(request) is { } key
            ? requests.Find(state, state.Under(outer).Config, key)
            : null;
}
