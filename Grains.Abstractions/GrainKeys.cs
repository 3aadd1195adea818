using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>Finds the registry's grains. The only place that makes their keys.</summary>
public static class GrainKeys
{
    public static ISubjectGrain Subject(this IGrainFactory grains, SubjectName subject) =>
        grains.GetGrain<ISubjectGrain>(subject.ToQualifiedString());

    /// <param name="grains">Where grains are had from.</param>
    /// <param name="scope">A context's name with its dot, or <see cref="SubjectName.GlobalContext"/>.</param>
    public static IScopeGrain Scope(this IGrainFactory grains, string scope) => grains.GetGrain<IScopeGrain>(scope);

    public static IReaderGrain Reader(this IGrainFactory grains) => grains.GetGrain<IReaderGrain>(0);

    public static IWebhooksGrain Webhooks(this IGrainFactory grains) => grains.GetGrain<IWebhooksGrain>(0);

    public static IChangesGrain Changes(this IGrainFactory grains) => grains.GetGrain<IChangesGrain>(0);
}
