using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway;

/// <summary>
/// Asks a subject, and once more the one that it turns out to be an alias of (reference 2.5, one hop). For all others, which
/// are nearly all, that is one call.
/// </summary>
internal static class AliasHop
{
    /// <param name="ask">
    /// Asks about a subject; the flag is what the request's <c>MindsAlias</c> has to be.
    /// </param>
    public static async Task<Outcome<T>> Ask<T>(SubjectName subject, Func<SubjectName, bool, Task<Outcome<T>>> ask)
    {
        var answer = await ask(subject, !subject.IsContext && subject.IsStorable);
        return answer.Error is { Code: RegistryErrors.StandsForCode, Message: var target }
            ? await ask(SubjectName.Parse(target), false)
            : answer;
    }
}
