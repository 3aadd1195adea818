using System.Text;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains;

/// <summary>
/// What is refused for its size. Limits hold for what would be stored, and for new things alone: what is stored stays readable and can be
/// made smaller when a limit is lowered.
/// </summary>
internal static class Refusals
{
    private const int MostBytesPerCharacter = 3;

    /// <summary>The error of a name that nothing new may be stored under.</summary>
    public static RegistryError? Refusal(this RegistryOptions options, SubjectName name) =>
        options.IsTooLong(name.Context, name.Name) ? RegistryErrors.NameTooLong(options.MaxNameBytes) : null;

    /// <summary>The error of a schema that is not worth reading.</summary>
    public static RegistryError? Refusal(this RegistryOptions options, SubmittedSchema schema)
    {
        if (schema.References.Length > options.MaxReferences)
        {
            return RegistryErrors.TooManyReferences(options.MaxReferences);
        }

        foreach (var reference in schema.References)
        {
            if (options.IsTooLong(reference.Name) || options.IsTooLong(reference.Subject))
            {
                return RegistryErrors.NameTooLong(options.MaxNameBytes);
            }
        }

        return schema.Text?.Length > ParseBudget.MostLength(options)
            ? RegistryErrors.SchemaTooLarge()
            : options.RefusalOf(Sizes.BytesOf(schema.Metadata, schema.RuleSet));
    }

    /// <summary>The error of a content that a new version would have, with what it inherits and as it is written out.</summary>
    public static RegistryError? Refusal(this RegistryOptions options, SchemaContent content) =>
        options.IsTooLarge(content.Text) ? RegistryErrors.SchemaTooLarge()
        : options.RefusalOf(Sizes.BytesOf(content.Metadata, content.RuleSet));

    /// <summary>The error of a configuration, unless it only makes smaller what is stored.</summary>
    public static RegistryError? Refusal(this RegistryOptions options, RegistryConfig next, RegistryConfig? stored)
    {
        if ((next.Alias != stored?.Alias && options.IsTooLong(next.Alias ?? ""))
            || (next.AliasForDeks != stored?.AliasForDeks && options.IsTooLong(next.AliasForDeks ?? "")))
        {
            return RegistryErrors.NameTooLong(options.MaxNameBytes);
        }

        var bytes = Sizes.BytesOf(next);
        return stored is not null && bytes <= Sizes.BytesOf(stored) ? null : options.RefusalOf(bytes);
    }

    public static bool IsTooLarge(this RegistryOptions options, string text) =>
        (long)MostBytesPerCharacter * text.Length > options.MaxSchemaBytes && Encoding.UTF8.GetByteCount(text) > options.MaxSchemaBytes;

    private static bool IsTooLong(this RegistryOptions options, string name, string rest = "") =>
        MostBytesPerCharacter * ((long)name.Length + rest.Length) > options.MaxNameBytes
        && Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(rest) > options.MaxNameBytes;

    private static RegistryError? RefusalOf(this RegistryOptions options, long bytesOfContract) =>
        bytesOfContract > options.MaxMetadataBytes ? RegistryErrors.MetadataTooLarge(options.MaxMetadataBytes) : null;
}
