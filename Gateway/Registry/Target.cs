using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>What an operation is about: a subject, a context (a name whose local part is empty), or all of the registry.</summary>
/// <param name="Name">The subject or context; <see cref="SubjectName.GlobalContext"/> stands for all of them.</param>
/// <param name="MayBeAlias">Whether the subject may turn out to stand for another (reference 2.5). That is followed once.</param>
internal readonly record struct Target(SubjectName Name, bool MayBeAlias)
{
    /// <summary>All that there is.</summary>
    public static readonly Target Everything = InContext(SubjectName.GlobalContext);

    /// <summary>The subject that a caller named, or what it is an alias of.</summary>
    public static Target Named(SubjectName subject) => new(subject, !subject.IsContext && subject.IsStorable);

    /// <summary>This very subject, or context.</summary>
    public static Target Exactly(SubjectName name) => new(name, MayBeAlias: false);

    public static Target InContext(string? context) => Exactly(new SubjectName(context ?? SubjectName.GlobalContext, ""));
}
