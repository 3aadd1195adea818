using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>
/// The short ways: answers that lie in this process's memory, given before any pipeline, without I/O. Each passes the door's
/// own gate first (<see cref="IRegistry.Admits"/>). Null sends the request the long way, which answers the same.
/// </summary>
internal sealed class LocalAnswers(IRegistry registry, SchemaCache schemas, ILocalSubjects? subjects = null)
{
    /// <summary>A schema by its id, as it was shown along with a subject before.</summary>
    /// <param name="asked">The subject as <see cref="SubjectName.ToString"/> writes it; empty when none is asked for.</param>
    public ShownSchema? FindSchema(Caller caller, string context, int id, ReadOnlySpan<char> asked) =>
        registry.Admits(new Glance(caller, Right.ReadSchemas, asked)) ? schemas.Find(context, id, asked) : null;

    /// <summary>
    /// An undeleted version of a subject whose grain lives here: by number, or the latest by −1. The same object while nothing
    /// has changed.
    /// </summary>
    public SubjectSchema? FindVersion(Caller caller, SubjectName subject, int version) =>
        subjects is not null && registry.Admits(new Glance(caller, Right.ReadSchemas, subject.ToString()))
            ? subjects.FindVersion(subject, version)
            : null;

    /// <summary>What a registration was answered with before, by a grain that lives here.</summary>
    public SubjectSchema? FindRegistered(RegisterSchema operation)
    {
        var subject = operation.Target.Name;
        if (subjects is null
            || !registry.Admits(new Glance(operation.Caller, operation.Right, subject.ToString()))
            || subjects.FindRegistered(subject, operation.Request) is not { } known)
        {
            return null;
        }

        schemas.Registered(subject.Context, known.Id, known.Subject, known.Version);
        return known;
    }
}
