using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>A look at what lies in memory: an operation before it is worth an object.</summary>
/// <param name="caller">Who looks.</param>
/// <param name="right">What the caller must be allowed to do.</param>
/// <param name="subject">The subject it is about, as the caller wrote it; empty when it names none.</param>
internal readonly ref struct Glance(Caller caller, Right right, ReadOnlySpan<char> subject)
{
    public Caller Caller { get; } = caller;

    public Right Right { get; } = right;

    public ReadOnlySpan<char> Subject { get; } = subject;
}
