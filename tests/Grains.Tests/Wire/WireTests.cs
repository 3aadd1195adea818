using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>
/// While a cluster is upgraded, silos of two releases talk with each other. So messages keep their names and numbers, and
/// those of their members, as <c>golden.txt</c> has them, wherever their types live. What is new goes there too:
/// <c>RECORD_WIRE=file</c> writes everything as it is now to a file, from which the new lines are taken.
/// </summary>
public sealed class WireTests(SerializerServices services) : IClassFixture<SerializerServices>
{
    private static readonly WireCase[] Cases = [.. RequestExamples.All, .. AnswerExamples.All, .. CallExamples.All];

    private static readonly Dictionary<string, string> Recorded =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Wire", "golden.txt")).ToDictionary(line => line.Split('\t')[0]);

    public static TheoryData<string> Names => [.. Cases.Select(example => example.Name)];

    public static TheoryData<string> Recordings => [.. Recorded.Keys];

    public static TheoryData<string> Messages =>
        [.. Cases.Where(example => OutOfEnvelope(example.Value) is not (null or ValueType or Exception)).Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_written_as_earlier_releases_wrote_it(string name) =>
        Assert.Equal(Recorded.GetValueOrDefault(name), Line(name, Find(name)));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void What_earlier_releases_wrote_is_read_whole(string name)
    {
        var line = Recorded[name];

        var read = services.Serializer.Deserialize<object>(Convert.FromHexString(line.Split('\t')[2]));

        Assert.Equal(line, Line(name, read!));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Inside_a_process_a_message_is_handed_over_and_not_copied(string name)
    {
        var message = OutOfEnvelope(Find(name));

        Assert.Same(message, services.Copier.Copy(message));
    }

    [Fact]
    public void Nothing_that_was_recorded_is_gone() => Assert.Empty(Recorded.Keys.Except(Cases.Select(example => example.Name)));

    [Fact]
    public void Every_answer_of_a_grain_has_an_example()
    {
        var answers = typeof(ISubjectGrain).Assembly.GetTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))
            .SelectMany(type => type.GetMethods())
            .Select(method => typeof(Response<>).MakeGenericType(method.ReturnType.GetGenericArguments()));

        Assert.Empty(answers.Except(Cases.Select(example => example.Value.GetType())));
    }

    [Theory]
    [InlineData(typeof(ISubjectGrain), "sr.subject", 3)]
    [InlineData(typeof(IScopeGrain), "sr.scope", 1)]
    [InlineData(typeof(IReaderGrain), "sr.reader", 3)]
    [InlineData(typeof(IChangesGrain), "sr.changes", 1)]
    [InlineData(typeof(IWebhooksGrain), "sr.webhooks", 1)]
    public void A_grain_keeps_its_name_and_no_version_goes_back(Type grain, string name, int version)
    {
        Assert.Equal(name, grain.GetCustomAttribute<AliasAttribute>()!.Alias);
        Assert.InRange(grain.GetCustomAttribute<VersionAttribute>()!.Version, version, int.MaxValue);
    }

    [Fact]
    public void Every_example_is_recorded()
    {
        if (Environment.GetEnvironmentVariable("RECORD_WIRE") is { Length: > 0 } file)
        {
            File.WriteAllLines(file, Cases.Select(example => Line(example.Name, example.Value)));
        }

        Assert.Empty(Cases.Select(example => example.Name).Except(Recorded.Keys));
    }

    /// <summary>What it is called here, what its type is called on the wire, and all its bytes.</summary>
    private string Line(string name, object message) =>
        $"{name}\t{services.Types.Format(message.GetType())}\t{Convert.ToHexString(services.Serializer.SerializeToArray(message))}";

    private static object Find(string name) => Cases.Single(example => example.Name == name).Value;

    private static object? OutOfEnvelope(object sent) => sent switch
    {
        Response { Exception: { } fault } => fault,
        Response answer => answer.Result,
        IInvokable => null,
        _ => sent,
    };
}
