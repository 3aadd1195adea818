using System.Collections.Immutable;
using System.Globalization;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Writing;

/// <summary>
/// What a request asks of its subject, as a hash: all that tells it from another request of its kind, and nothing that its subject
/// has to be asked for. The store keeps it for a day, and neighbouring builds compare it, so it never changes for what can be
/// asked already; what comes to it later adds a word where it is given, and none where it is not.
/// </summary>
internal static class RequestContent
{
    public static ContentHash Of(RegisterRequest request) => ContentHash.OfWords(
    [
        "register",
        Word(request.Version),
        Word(request.Id),
        Word(request.Normalize),
        Word(request.Force),
        Hash(request.Schema.Type, request.Schema.Text, request.Schema.References, request.Schema.Metadata, request.Schema.RuleSet),
        .. Words(request.Tags),
    ]);

    public static ContentHash Of(TagRequest request) => ContentHash.OfWords(
    [
        "edit-tags",
        Word(request.Version),
        Word(request.NewVersion),
        Hash(default, null, [], request.Metadata, request.RuleSet),
        Hash(default, null, [], null, request.MergedRules),
        .. Words(request.Tags),
        .. request.RemovedRules,
    ]);

    public static ContentHash OfVersionDeletion(int version, bool permanent) =>
        ContentHash.OfWords(["delete-version", Word(version), Word(permanent)]);

    public static ContentHash OfSubjectDeletion(bool permanent) => ContentHash.OfWords(["delete-subject", Word(permanent)]);

    public static ContentHash OfRestoration(int version) => ContentHash.OfWords(["restore", Word(version)]);

    private static IEnumerable<string> Words(TagEdits tags) =>
        [Word(tags.Propagate), Word(tags.Added.Length), .. tags.Added.SelectMany(Words), .. tags.Removed.SelectMany(Words)];

    private static IEnumerable<string> Words(EntityTags entity) => [entity.Path, entity.Kind.WireName(), Word(entity.Tags.Length), .. entity.Tags];

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word(bool flag) => flag ? "yes" : "no";

    private static string Hash(
        SchemaType type, string? text, ImmutableArray<SchemaReference> references, Metadata? metadata, RuleSet? rules) =>
        ContentHash.Of(new SchemaContent(type, text ?? "", references, metadata, rules)).ToString();
}
