using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Settings;

/// <summary>Whose settings are meant: a subject's, a context's, or those of the top level. Aliases have settings of their own.</summary>
/// <param name="Scope">The context whose settings are meant; null for a subject's.</param>
/// <param name="NamesNoSubject">True where no subject is named, which always has an answer.</param>
internal sealed record SettingsTarget(SubjectName Name, string? Scope, bool NamesNoSubject)
{
    /// <summary>As the client wrote it, for messages.</summary>
    public string Shown => Name.ToString();

    /// <summary>The error when nothing may be written there.</summary>
    public RegistryError? Invalid =>
        Name.IsStorable && (Scope is not null || Name.IsWritable) ? null : RegistryErrors.InvalidSubject(Shown);

    public static SettingsTarget Of(string text)
    {
        var name = SubjectName.Parse(text);
        var isTop = text.Length == 0 || name is { Context: SubjectName.DefaultContext, Name: "" };
        return new SettingsTarget(name, isTop || name.IsContext ? name.Context : null, isTop);
    }
}
