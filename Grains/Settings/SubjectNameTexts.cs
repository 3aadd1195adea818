using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Settings;

internal static class SubjectNameTexts
{
    /// <summary>
    /// The context as error texts show it (reference 5.1): <c>:.ctx:</c>, and nothing at all for the default one.
    /// </summary>
    public static string ContextText(this SubjectName name) => name.IsDefaultContext ? "" : $":{name.Context}:";
}
