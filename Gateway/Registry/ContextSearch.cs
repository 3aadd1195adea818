using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>Looks for a subject that the default context does not have in the others (reference 2.3).</summary>
internal static class ContextSearch
{
    /// <summary>The first answer that there is; when there is none, what the subject itself says.</summary>
    /// <param name="local">Where to look.</param>
    /// <param name="subject">The subject that is asked first.</param>
    /// <param name="asked">What it says.</param>
    /// <param name="ask">Asks one of the others.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<Outcome<T>> Find<T>(
        Local local, SubjectName subject, Task<Outcome<T>> asked, Func<ISubjectGrain, Task<Outcome<T>>> ask, CancellationToken cancellationToken)
    {
        var answer = await asked;
        if (answer.Error is not { Status: 404 })
        {
            return answer;
        }

        await foreach (var elsewhere in Others(local, subject, cancellationToken))
        {
            if (await ask(local.Subject(elsewhere)) is { Error: null } found)
            {
                return found;
            }
        }

        return answer;
    }

    /// <summary>The subjects of the same name in other contexts, when this one lies in the default context.</summary>
    public static async IAsyncEnumerable<SubjectName> Others(
        Local local, SubjectName subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!subject.IsDefaultContext || subject.IsContext)
        {
            yield break;
        }

        foreach (var context in await local.Reader.FindContexts(subject.Name, cancellationToken))
        {
            if (context != SubjectName.DefaultContext)
            {
                yield return subject with { Context = context };
            }
        }
    }
}
