using SchemaRegistry.Model;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>
/// A table row as a line of text. Counters of ids are not among them: ids taken and not used are in no log. A context that has
/// only a counter is no line.
/// </summary>
internal static class Lines
{
    public static string? Context(string name, bool established, long purges) =>
        established || purges > 0 ? $"context {name}: established={established} purges={purges}" : null;

    public static string Schema(string context, long id, string region, string sha256, string guid, SchemaContent? content) =>
        $"schema {context}/{id}: {region} {sha256} {guid} " + (content is null
            ? "purged"
            : $"{content.Type} {content.Text.Length} {content.Text} {StoreJson.Write(content.References)} "
              + $"{StoreJson.Write(content.Metadata)} {StoreJson.Write(content.RuleSet)}");

    public static string Claim(string context, string sha256, string region, long id) => $"claim {context}/{sha256}/{region}: {id}";

    public static string Subject(string qualified, long revision, RegistryConfig? config, string? mode, long live, long versions) =>
        $"subject {qualified}: revision={revision} config={StoreJson.Write(config)} mode={mode} live={live} versions={versions}";

    public static string Version(string subject, long version, string context, long id, bool deleted, long createdAt) =>
        $"version {subject}/{version}: {context}/{id} deleted={deleted} at={createdAt}";

    public static string Reference(string subject, long version, string target, long targetVersion) =>
        $"reference {subject}/{version}: {target}/{targetVersion}";

    public static string Scope(string name, long revision, RegistryConfig? config, string? mode) =>
        $"scope {name}: revision={revision} config={StoreJson.Write(config)} mode={mode}";
}
