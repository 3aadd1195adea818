using System.Collections.Concurrent;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// The memories of the subjects that are active in this silo. A grain puts its own here while it is active; what is found in
/// it holds as long as the lease, as for the grain itself, so one that was left behind can mislead nobody for longer.
/// </summary>
internal sealed class LocalSubjects(SchemaLibrary library, SettingsCache settings) : ISubjectsAtHand
{
    private readonly ConcurrentDictionary<SubjectName, SubjectMemory> _subjects = new();

    public void Add(SubjectName name, SubjectMemory memory) => _subjects[name] = memory;

    public void Remove(SubjectName name, SubjectMemory memory) => _subjects.TryRemove(KeyValuePair.Create(name, memory));

    public SubjectSchema? FindVersion(SubjectName subject, int version) =>
        Find(subject) is { Subject.Remembered: { } state } && VersionReader.Peeked(state, version) is { } row
            ? library.FindShown(subject, row)
            : null;

    public SubjectSchema? FindRegistered(SubjectName subject, RegisterRequest request) =>
        Find(subject) is { Subject.Remembered: { StandsForItself: true } state } memory
        && settings.Remembered(subject.Context) is { } outer
        && RequestMemory.KeyOf(request) is { } key
            ? memory.Requests.Find(state, state.Under(outer).Config, key)
            : null;

    private SubjectMemory? Find(SubjectName subject) => _subjects.GetValueOrDefault(subject);
}

/// <summary>What the grain of one subject remembers.</summary>
internal sealed record SubjectMemory(LeasedSubject Subject, RequestMemory Requests);
