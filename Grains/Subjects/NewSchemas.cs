using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// What a schema must be that somebody means to register (reference 6.1, step 10): for registrations and for checks, which so never
/// differ in what they accept. What is imported was accepted elsewhere, and is parsed alone.
/// </summary>
internal sealed class NewSchemas(SchemaLibrary library, RegistryOptions options)
{
    /// <summary>Parses a text, unless it is too long.</summary>
    /// <param name="isStrict">False for what was accepted somewhere once.</param>
    public async Task<Outcome<ParseResult>> Parse(
        SubjectName subject, SubmittedSchema schema, bool isStrict, CancellationToken cancellationToken) =>
        options.IsTooLarge(schema.Text!)
            ? RegistryErrors.SchemaTooLarge()
            : await library.Parse(
                subject.Context,
                schema.Type,
                schema.Text!,
                schema.References,
                isStrict ? ParseOptions.ForNewSchemas : ParseOptions.ForStoredSchemas,
                cancellationToken);

    /// <summary>The schema, if it could be parsed and is valid.</summary>
    /// <param name="given">As the client sent it, for messages.</param>
    /// <param name="isImported">Whether it needs only to be read.</param>
    public static Outcome<ParsedSchema> Validate(
        SubjectName subject, EffectiveSettings settings, SubmittedSchema given, ParseResult parsed, bool isImported = false)
    {
        if (parsed.Schema is not { } schema)
        {
            return InvalidSchemas.Unparsable(subject, given, parsed.Error!);
        }

        return !isImported && schema.Validate(settings.Config.ValidateFields ?? false) is { } invalid
            ? InvalidSchemas.Invalid(subject, given, invalid)
            : schema;
    }
}
