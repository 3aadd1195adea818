using System.Collections.Immutable;
using Google.Protobuf.Reflection;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Files that use every feature, judged by protoc.</summary>
public sealed class CorpusTests
{
    private static readonly Dictionary<string, string> Files = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Protobuf", "Corpus"), "*.proto")
        .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    private static readonly Lazy<Dictionary<string, FileDescriptorProto>> Originals = new(() => Compile(Files));

    private static readonly Lazy<Dictionary<string, FileDescriptorProto>> Printed =
        new(() => Compile(Files.ToDictionary(file => file.Key, file => Parse(file.Value).CanonicalText)));

    private static readonly Lazy<Dictionary<string, FileDescriptorProto>> Normal =
        new(() => Compile(Files.ToDictionary(file => file.Key, file => Parse(file.Value).Normalized().CanonicalText)));

    public static TheoryData<string> Names() => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_canonical_text_means_the_same(string name) =>
        Assert.Equal(WireDump.Of(Descriptors.Ordered(Originals.Value[name])), WireDump.Of(Descriptors.Ordered(Printed.Value[name])));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_normal_form_means_the_same(string name) =>
        Assert.Equal(WireDump.Of(Descriptors.Ordered(Originals.Value[name])), WireDump.Of(Descriptors.Ordered(Normal.Value[name])));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_canonical_text_is_its_own_canonical_text(string name)
    {
        var text = Parse(Files[name]).CanonicalText;
        Assert.Equal(text, Parse(text).CanonicalText);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_normal_form_is_its_own_normal_form(string name)
    {
        var text = Parse(Files[name]).Normalized().CanonicalText;
        Assert.Equal(text, Parse(text).Normalized().CanonicalText);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_serialized_form_is_the_descriptor_of_protoc(string name)
    {
        var ours = FileDescriptorProto.Parser.ParseFrom(Convert.FromBase64String(Parse(Files[name]).Formatted("serialized")));
        Assert.Equal(WireDump.Of(Descriptors.Plain(Originals.Value[name])), WireDump.Of(Descriptors.Plain(ours)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_protoc_accepts_is_valid(string name) => Assert.Null(Parse(Files[name]).Validate(validateFields: true));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_descriptor_and_its_source_have_one_normal_form(string name)
    {
        // Verification is for the source only and in no descriptor.
        var fromSource = Parse(Files[name].Replace(" [verification = UNVERIFIED]", "", StringComparison.Ordinal)).Normalized();
        var fromDescriptor = Parse(Parse(Files[name]).Formatted("serialized")).Normalized();
        Assert.Equal(fromSource.CanonicalText, fromDescriptor.CanonicalText);
    }

    private static Dictionary<string, FileDescriptorProto> Compile(Dictionary<string, string> files)
    {
        var (accepted, refused) = Protoc.Compile(files);
        Assert.True(refused.Count == 0, string.Join('\n', refused.Values));
        return accepted;
    }

    private static ParsedSchema Parse(string text)
    {
        ImmutableArray<ResolvedReference> resolved = [.. Files.Where(file => file.Value != text).Select(file => new ResolvedReference(file.Key, file.Key, 1, file.Value))];
        return Proto.Parse(text, [], resolved);
    }
}
