using System.Collections.Concurrent;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// What the grains of the subjects that are active in this silo remember, so that callers in the same process are answered
/// without a call. A grain adds its memory when it is activated and removes it when it is deactivated. Answers are given under
/// the grain's lease, so a memory that was left behind misleads nobody for longer than that.
/// </summary>
internal sealed class LocalSubjects(SchemaLibrary library, SettingsCache settings) : ILocalSubjects
{
    private readonly ConcurrentDictionary<SubjectName, SubjectMemory> _subjects = new();

    public void Add(SubjectName name, SubjectMemory memory) => _subjects[name] = memory;

    public void Remove(SubjectName name, SubjectMemory memory) => _subjects.TryRemove(KeyValuePair.Create(name, memory));

    public SubjectSchema? FindVersion(SubjectName subject, int version) =>
        Find(subject) is { Subject.Remembered: { } state } && VersionReader.Peeked(state, version) is { } row
            ? library.FindShown(subject, row)
            : null;

    public SubjectSchema? FindRegistered(SubjectName subject, RegisterRequest request) =>
        Find(subject) is { Subject.Remembered: { HasNoAlias: true } state } memory
        && settings.Remembered(subject.Context) is { } outer
        && RequestMemory.KeyOf(request) is { } key
            ? memory.Requests.Find(state, state.Under(outer).Config, key)
            : null;

    private SubjectMemory? Find(SubjectName subject) => _subjects.GetValueOrDefault(subject);
}
