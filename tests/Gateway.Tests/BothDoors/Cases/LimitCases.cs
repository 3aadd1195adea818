using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>What is refused for its size, at the limits that hold by default.</summary>
public sealed class LimitCases(IDoor door) : DoorCases(door)
{
    private const int MaxName = 2_048;
    private const int MaxMetadata = 1 << 20;

    public async Task A_name_is_refused_when_it_is_longer_than_the_limit_together_with_its_context()
    {
        await Refused(42291, Register(Named(MaxName), Avro.Text));
        await Refused(42291, Register($":.{new string('c', MaxName - 1)}:s", Avro.Text));
        await Refused(42291, Door.Configure(Named(MaxName), new Settings("FULL")));
        await Refused(42291, Door.Configure($":.{new string('c', MaxName)}:", new Settings("FULL")));
        await Refused(42291, Door.SetMode(Named(MaxName), "READONLY"));
        await Refused(42291, Door.Configure(Subject, new Settings(Alias: Named(MaxName + 1))));

        Assert.Equal(1, (await Register(Named(MaxName - 1), Avro.Text)).Version);
    }

    public async Task A_name_in_a_reference_is_refused_when_it_is_longer_than_the_limit()
    {
        var name = new string('n', MaxName + 1);

        await Refused(42291, Door.Register(Subject, new Draft(Avro.Text) { References = [new SchemaRef(name, Subject, 1)] }));
        await Refused(42291, Door.LookUp(Subject, new Draft(Avro.Text) { References = [new SchemaRef("n", name, 1)] }));
    }

    public async Task Metadata_and_rules_are_refused_when_they_are_larger_than_the_limit()
    {
        await Refused(42292, Door.Register(Subject, With(new string('v', MaxMetadata))));
        await Refused(42292, Door.LookUp(Subject, With(new string('v', MaxMetadata))));
        await Refused(42292, Door.IsCompatible(Subject, With(new string('v', MaxMetadata)), version: null));
        await Refused(42292, Door.Register(Subject, new Draft(Avro.Text) { Rules = [.. Enumerable.Range(0, 20_000).Select(i => $"rule{i}")] }));

        // Key and value count 16 each beside their own.
        Assert.Equal(1, (await Door.Register(Subject, With(new string('v', MaxMetadata - 33)))).Version);
    }

    public async Task A_configuration_is_refused_when_it_is_larger_than_the_limit()
    {
        await Refused(42292, Door.Configure(Subject, new Settings(Group: new string('g', MaxMetadata))));
        await Refused(42292, Door.Configure(ContextScope, new Settings(Group: new string('g', MaxMetadata))));
        Assert.Null(await Door.Stored(Subject));
    }

    public async Task References_are_counted_one_by_one_also_when_they_share_a_name()
    {
        await RegisterVersions(Subject + "-b", 1);
        var reference = new SchemaRef("b", Subject + "-b", 1);

        await Refused(42293, Door.Register(Subject, new Draft(Avro.Unique()) { References = [.. Enumerable.Repeat(reference, 1_001)] }));
        Assert.Equal(1, (await Door.Register(Subject, new Draft(Avro.Unique()) { References = [.. Enumerable.Repeat(reference, 1_000)] })).Version);
    }

    public async Task A_small_text_that_would_be_stored_large_is_refused()
    {
        // Each level is two blanks further in, so that the text grows as the square of the nesting.
        const int Levels = 450;
        var values = string.Concat(Enumerable.Range(0, 45).Select(value => $"V{value}={value};"));
        var nested = $"syntax=\"proto3\";{string.Concat(Enumerable.Range(0, Levels).Select(level => $"message M{level}{{enum E{level}{{{values}}}"))}";

        await Refused(42209, Door.Register(Subject, new Draft(nested + new string('}', Levels)) { Type = "PROTOBUF" }));
    }

    private static string Named(int length) => new('n', length);

    private static Draft With(string value) => new(Avro.Text) { Property = ("k", value) };
}
