using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>
/// Looks for a subject that the default context does not have in the others (reference 2.3). Where the store can tell which of them
/// has what is asked for, one query does, and one subject is asked; only a schema has to be compared by the subjects themselves.
/// </summary>
internal static class ContextSearch
{
    // Each may have to be read from the store first; what comes at the same time is read together.
    private const int AskedAtOnce = 64;

    /// <summary>A version of a subject, or of the first other context that has it; when there is none, what the subject itself says.</summary>
    /// <param name="version">1 or more, or −1 for the latest.</param>
    public static async Task<Outcome<SubjectSchema>> FindVersion(
        Local local, SubjectName subject, int version, bool includeDeleted, CancellationToken cancellationToken)
    {
        var answer = await local.Subject(subject).GetVersion(version, includeDeleted, cancellationToken);
        if (answer.Error is not { Status: 404 } || !IsSought(subject))
        {
            return answer;
        }

        var context = await local.Reader.FindContextOfVersion(subject.Name, version, includeDeleted, cancellationToken);
        return context is not null
            && await local.Subject(subject with { Context = context }).GetVersion(version, includeDeleted, cancellationToken)
                is { Error: null } found
            ? found
            : answer;
    }

    /// <summary>The subject of the same name in the first other context where it uses an id; null when there is none.</summary>
    public static async Task<SubjectName?> FindUser(Local local, SubjectName subject, int id, CancellationToken cancellationToken) =>
        IsSought(subject) && await local.Reader.FindContextOfId(subject.Name, id, cancellationToken) is { } context
            ? subject with { Context = context }
            : null;

    /// <summary>What the subject answers, or that of the first other context which finds it; when there is none, what the subject itself says.</summary>
    public static async Task<Outcome<T>> Find<T>(
        Local local, SubjectName subject, Task<Outcome<T>> asked, Func<ISubjectGrain, Task<Outcome<T>>> ask, CancellationToken cancellationToken)
    {
        var answer = await asked;
        if (answer.Error is not { Status: 404 } || !IsSought(subject))
        {
            return answer;
        }

        var contexts = await local.Reader.FindContexts(subject.Name, cancellationToken);
        foreach (var some in contexts.Where(context => context != SubjectName.DefaultContext).Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(context => ask(local.Subject(subject with { Context = context }))));
            if (Array.Find(answers, there => there.Error is null) is { Error: null } found)
            {
                return found;
            }
        }

        return answer;
    }

    /// <summary>Whether it is sought elsewhere: only a plain name is.</summary>
    private static bool IsSought(SubjectName subject) => subject.IsDefaultContext && !subject.IsContext;
}
