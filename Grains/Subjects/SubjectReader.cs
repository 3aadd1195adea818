using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Answers questions from a subject's state and its settings as they stand, without waiting for a write.</summary>
internal sealed class SubjectReader(SubjectName name, LeasedSubject subject, SettingsCache settings)
{
    /// <summary>The subject that this one stands for, or null.</summary>
    public async Task<string?> FindAlias() => await subject.Get() is { HasNoAlias: false } state
        ? SubjectName.ParseWithin(name.Context, state.Config!.Alias!).ToString()
        : null;

    public async Task<Outcome<T>> Read<T>(
        bool redirectIfAlias, Func<SubjectState, EffectiveSettings, Task<Outcome<T>>> read, CancellationToken cancellationToken) =>
        redirectIfAlias && await FindAlias() is { } target
            ? RegistryErrors.Moved(target)
            : await Read(read, cancellationToken);

    public Task<T> Read<T>(Func<SubjectState, EffectiveSettings, Task<T>> read, CancellationToken cancellationToken) =>
        Read(async state => await read(state, state.Under(await settings.Get(name.Context, cancellationToken))));

    /// <summary>
    /// Reads, and once more when a content is gone: then another activation has deleted for good what this one's lease still
    /// shows, and the store knows better.
    /// </summary>
    public async Task<T> Read<T>(Func<SubjectState, Task<T>> read)
    {
        try
        {
            return await read(await subject.Get());
        }
        catch (ContentGoneException)
        {
            return await read(await subject.GetConfirmed());
        }
    }
}
