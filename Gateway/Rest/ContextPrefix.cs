using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>
/// Rewrites <c>/contexts/{ctx}/…</c> into the same request with qualified subjects (reference 2.2). Words are matched by
/// position, so a subject may be called <c>subjects</c>.
/// </summary>
internal static class ContextPrefix
{
    /// <summary>
    /// The context to apply to query parameters, when the path asks for one; the segments are changed in place. The error
    /// is the one for a colon inside the context's name.
    /// </summary>
    public static (string? QueryContext, RegistryError? Error) Apply(List<string> segments)
    {
        if (segments.Count < 2 || segments[0] != "contexts" || segments[1].Length == 0)
        {
            return default;
        }

        var name = ContextName.Read(segments[1]);
        if (name.Error is { } error)
        {
            return (null, error);
        }

        var context = name.Value!;
        if (segments.Count == 2)
        {
            segments[1] = $":{context}:";
            return default;
        }

        segments.RemoveRange(0, 2);
        QualifySettings(segments, context);
        QualifySubject(segments, context);
        return (TakesQueryContext(segments) ? context : null, null);
    }

    private static void QualifySettings(List<string> segments, string context)
    {
        if (segments[0] is not ("config" or "mode"))
        {
            return;
        }

        if (segments.Count > 1)
        {
            segments[1] = Qualify(context, segments[1]);
        }
        else if (context != SubjectName.DefaultContext)
        {
            segments.Add($":{context}:");
        }
    }

    private static void QualifySubject(List<string> segments, string context)
    {
        var at = segments[0] switch
        {
            "subjects" => 1,
            "compatibility" when segments.Count > 2 && segments[1] == "subjects" => 2,
            "dek-registry" when segments.Count > 5 && segments[4] == "deks" => 5,
            _ => segments.Count,
        };
        if (at < segments.Count)
        {
            segments[at] = Qualify(context, segments[at]);
        }
    }

    // Ids take the context as a subject, lists as a prefix.
    private static bool TakesQueryContext(List<string> segments) => segments switch
    {
        ["subjects"] or ["schemas"] or ["changes"] => true,
        ["schemas", "ids", ..] => true,
        _ => false,
    };

    private static string Qualify(string context, string subject) =>
        IsQualified(subject) ? subject : new SubjectName(context, subject).ToString();

    internal static bool IsQualified(string subject) =>
        subject.StartsWith(":.", StringComparison.Ordinal) || subject.StartsWith(":*:", StringComparison.Ordinal);
}
