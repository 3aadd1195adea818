using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>Reads of a subject that the default context does not have look for its name in the others (reference 2.3).</summary>
internal static class FallbackSearch
{
    /// <summary>The first answer that there is; when there is none, what the subject itself says.</summary>
    public static Task<Outcome<SubjectSchema>> Ask(
        RestCall call, SubjectName subject, Func<ISubjectGrain, Task<Outcome<SubjectSchema>>> ask) =>
        Ask(call, subject, ask(call.Subject(subject)), ask);

    /// <param name="call">The request.</param>
    /// <param name="subject">The subject that is asked first.</param>
    /// <param name="asked">What it is asked.</param>
    /// <param name="ask">Asks one of the others.</param>
    public static async Task<Outcome<SubjectSchema>> Ask(
        RestCall call, SubjectName subject, Task<Outcome<SubjectSchema>> asked, Func<ISubjectGrain, Task<Outcome<SubjectSchema>>> ask)
    {
        var answer = await asked;
        if (answer.Error is not { Status: 404 } || !subject.IsDefaultContext || subject.IsContext)
        {
            return answer;
        }

        foreach (var context in await call.Reader.FindContexts(subject.Name, call.Cancelled))
        {
            if (context != SubjectName.DefaultContext
                && await ask(call.Subject(subject with { Context = context })) is { Error: null } elsewhere)
            {
                return elsewhere;
            }
        }

        return answer;
    }
}
