using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>What a handler has at hand: the grains, the limits, and word of the caller's leaving.</summary>
/// <param name="Schemas">Schemas by id that are in memory.</param>
/// <param name="Near">Subjects whose grains live in this process; null where there is no silo.</param>
/// <param name="Cancelled">Set at the caller's deadline too; reaches down to the store.</param>
internal sealed record GrpcCall(
    IGrainFactory Grains, SchemaCache Schemas, ISubjectsAtHand? Near, GatewayOptions Options, CancellationToken Cancelled)
{
    public IReaderGrain Reader => Grains.Reader();

    public IWebhooksGrain Webhooks => Grains.Webhooks();

    /// <summary>A new id each time, so that each change can be told from every other.</summary>
    public static Caller NewCaller() => new("anonymous", Guid.CreateVersion7());

    /// <summary>The same for a change that may have been sent before, under an id that its sender chose.</summary>
    public static Outcome<Caller> CallerOf(string requestId) =>
        requestId.Length == 0 ? NewCaller()
        : Guid.TryParseExact(requestId, "D", out var id) ? new Caller("anonymous", id, IsRetry: true)
        : GrpcErrors.Invalid("request_id must be a UUID");

    public ISubjectGrain Subject(SubjectName subject) => Grains.Subject(subject);

    public IScopeGrain Scope(string scope) => Grains.Scope(scope);

    /// <summary>
    /// Reads the name that the caller gave, and asks about the subject it means or is an alias of (reference 2.5, one hop). This and
    /// <see cref="AskSubject"/> are the only ways to a subject's schemas.
    /// </summary>
    public async Task<Outcome<T>> OnSubject<T>(string given, Func<SubjectName, ISubjectGrain, Task<Outcome<T>>> ask)
    {
        var subject = SubjectName.Parse(given);
        if (!subject.IsStorable)
        {
            return RegistryErrors.InvalidSubject(given);
        }

        if (!subject.IsContext && await Subject(subject).FindAlias(Cancelled) is { } target)
        {
            subject = SubjectName.Parse(target);
        }

        return await ask(subject, Subject(subject));
    }

    /// <summary>The same in one call, for requests that mind aliases: see <see cref="AliasHop"/>.</summary>
    public static Task<Outcome<T>> AskSubject<T>(string given, Func<SubjectName, bool, Task<Outcome<T>>> ask)
    {
        var subject = SubjectName.Parse(given);
        return subject.IsStorable ? AliasHop.Ask(subject, ask) : Task.FromResult<Outcome<T>>(RegistryErrors.InvalidSubject(given));
    }

    /// <summary>A context's name with its dot: callers may leave it out, and an empty name is the default context.</summary>
    public static string ContextName(string given) => given.StartsWith('.') ? given : "." + given;
}
