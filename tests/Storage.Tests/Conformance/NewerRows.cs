using System.Text.Json.Nodes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Rows as a newer build may have left them, in a database that no other checks use.</summary>
/// <param name="tested">The store.</param>
/// <param name="execute">Changes its tables behind its back.</param>
internal sealed class NewerRows(StoreUnderTest tested, Func<string, Task> execute)
{
    private const string Config =
        """
        {"level":"STRICTEST","policy":"LENIENT","alias":"other","newer":{"x":[1,null]},
         "defaultMetadata":{"properties":{"a":"b"},"newer":"m"},
         "defaultRuleSet":{"domainRules":[{"name":"r","disabled":false,"newer":7}],"newer":true}}
        """;

    private readonly string _prefix = tested.TablePrefix;
    private readonly Sandbox _box = tested.Sandbox();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task Keep_what_is_not_known_of_a_subjects_settings()
    {
        await _box.Configure("s", RegistryConfig.Empty, RegistryMode.ReadOnly);
        await execute($"UPDATE {_prefix}subjects SET config = '{Config}', mode = 'ARCHIVED' WHERE qualified = '{_box.Subject("s")}'");
        var read = await _box.Store.LoadSubject(_box.Subject("s"), Token);
        Assert.Equal((CompatibilityLevel.Unknown, CompatibilityPolicy.Lenient), (read.Config!.Level!.Value, read.Config.Policy!.Value));
        Assert.Equal(RegistryMode.Unknown, read.Mode);

        await _box.Configure("s", read.Config with { Policy = CompatibilityPolicy.Strict }, read.Mode);

        await Holds("subjects", $"qualified = '{_box.Subject("s")}'", Config.Replace("LENIENT", "STRICT", StringComparison.Ordinal), "ARCHIVED");
        Assert.Equal(read.Config with { Policy = CompatibilityPolicy.Strict }, (await _box.Store.LoadSubject(_box.Subject("s"), Token)).Config);
    }

    public async Task Keep_what_is_not_known_of_a_scopes_settings()
    {
        await _box.ConfigureScope(_box.Context, RegistryConfig.Empty, RegistryMode.ReadOnly);
        await execute($"UPDATE {_prefix}scopes SET config = '{Config}', mode = 'ARCHIVED' WHERE name = '{_box.Context}'");
        var read = await _box.Store.LoadScope(_box.Context, Token);

        await _box.ConfigureScope(_box.Context, read.Config! with { Alias = null }, read.Mode);

        await Holds("scopes", $"name = '{_box.Context}'", Config.Replace("\"alias\":\"other\",", "", StringComparison.Ordinal), "ARCHIVED");
    }

    public async Task Give_way_to_what_is_set()
    {
        await _box.Configure("s", RegistryConfig.Empty);
        await execute($"UPDATE {_prefix}subjects SET config = '{Config}', mode = 'ARCHIVED' WHERE qualified = '{_box.Subject("s")}'");
        var read = await _box.Store.LoadSubject(_box.Subject("s"), Token);

        await _box.Configure("s", read.Config! with { Level = CompatibilityLevel.Full }, RegistryMode.Import);
        await Holds("subjects", $"qualified = '{_box.Subject("s")}'", Config.Replace("STRICTEST", "FULL", StringComparison.Ordinal), "IMPORT");

        await _box.Configure("s", (await _box.Store.LoadSubject(_box.Subject("s"), Token)).Config! with { Level = null }, null);
        await Holds(
            "subjects", $"qualified = '{_box.Subject("s")}'", Config.Replace("\"level\":\"STRICTEST\",", "", StringComparison.Ordinal), null);
    }

    public async Task Stand_in_the_log_as_in_the_table()
    {
        await _box.Configure("s", RegistryConfig.Empty, RegistryMode.ReadOnly);
        await execute($"UPDATE {_prefix}subjects SET config = '{Config}', mode = 'ARCHIVED' WHERE qualified = '{_box.Subject("s")}'");
        var read = await _box.Store.LoadSubject(_box.Subject("s"), Token);
        var change = new ReplaceSubjectSettings(
            read.Name, read.Revision, read.Config, read.Mode, await _box.Settings(), Sandbox.Origin(), SettingsPart.Config);
        Assert.Equal(CommitStatus.Committed, (await _box.Store.Commit(change, Token)).Status);

        var payload = JsonNode.Parse((await _box.Store.FindChange(change.Origin.RequestId, Token))!.Payload)!;
        Assert.Equal(("STRICTEST", "ARCHIVED"), (payload["config"]!["level"]!.GetValue<string>(), payload["mode"]!.GetValue<string>()));
    }

    public async Task Carry_metadata_rules_and_references_into_new_versions()
    {
        var first = await _box.Register("s", "1");
        await execute(
            $"UPDATE {_prefix}schemas SET metadata = '{{\"properties\":{{\"a\":\"b\"}},\"newer\":1}}', rules = '{{\"newer\":[2]}}', "
            + "refs = '[{\"name\":\"n\",\"subject\":\"base\",\"version\":1,\"newer\":3}]' "
            + $"WHERE guid = '{first.Guid}' AND context_id = (SELECT context_id FROM {_prefix}contexts WHERE name = '{_box.Context}')");
        var content = (await _box.Store.FindVersion(_box.Subject("s"), 1, Token))!.Content;
        var edited = content with { Metadata = content.Metadata!.WithProperty("c", "d"), RuleSet = RuleSet.Merge(content.RuleSet, new RuleSet(EnableAt: "CLIENT")) };

        var second = await _box.Commit(await _box.Prepare(_box.Subject("s"), edited));
        var read = (await _box.Store.FindVersion(_box.Subject("s"), 2, Token))!.Content;
        Assert.Equal((1, 2), (read.Metadata!.Unknown!["newer"].GetInt32(), read.RuleSet!.Unknown!["newer"][0].GetInt32()));
        Assert.Equal(3, Assert.Single(read.References).Unknown!["newer"].GetInt32());
        Assert.Equal(new SchemaReference("n", "base", 1), read.References[0]);
        Assert.NotEqual(second.Hash, ContentHash.Of(edited with { References = [new SchemaReference("n", "base", 1)] }));
        Assert.NotEqual(second.Hash, ContentHash.Of(edited with { Metadata = edited.Metadata! with { Unknown = null } }));
    }

    public async Task Show_a_schema_of_a_type_that_is_not_known()
    {
        var change = await _box.Register("s", "1");
        await execute($"UPDATE {_prefix}schemas SET type = 'THRIFT' WHERE guid = '{change.Guid}'");

        Assert.Equal(SchemaType.Unknown, (await _box.Find(change.Id))!.Schema.Content.Type);
        Assert.Equal(SchemaType.Unknown, (await _box.Store.FindVersion(_box.Subject("s"), 1, Token))!.Content.Type);
        Assert.Equal(
            [SchemaType.Unknown],
            (await _box.Store.ListVersions(_box.Everything(), Token).ToListAsync(Token)).Select(version => version.Content.Type));
    }

    public async Task Are_passed_by_in_the_log_and_leave_no_gap()
    {
        foreach (var text in new[] { "1", "2", "3", "4" })
        {
            await _box.Register("s", text);
        }

        var log = new NumberedLog(tested.Store);
        var all = await log.ReadAll(ChangeFilter.Everything);
        await execute($"UPDATE {_prefix}changes SET kind = 7 WHERE context = '{_box.Context}' AND revision = 1");
        await execute($"UPDATE {_prefix}changes SET kind = 700 WHERE context = '{_box.Context}' AND revision = 2");
        await execute($"UPDATE {_prefix}changes SET kind = -7 WHERE context = '{_box.Context}' AND revision = 3");

        Assert.Equal(all.Select(entry => entry.Number), (await log.ReadAll(ChangeFilter.Everything)).Select(entry => entry.Number));
        var registered = await log.ReadAll(new ChangeFilter(_box.Context, Kinds: [ChangeKind.Registered]));
        Assert.Equal([4], registered.Select(entry => entry.Change.Revision));
    }

    private async Task Holds(string table, string row, string config, string? mode)
    {
        await using var connection = await tested.Connect();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of these checks.
        command.CommandText = $"SELECT config, mode FROM {_prefix}{table} WHERE {row}";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Token);
        Assert.True(await reader.ReadAsync(Token));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(config), JsonNode.Parse(reader.GetString(0))), $"{reader.GetString(0)} instead of {config}");
        Assert.Equal(mode, reader.IsDBNull(1) ? null : reader.GetString(1));
    }
}
