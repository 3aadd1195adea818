using System.Reflection;
using System.Text.RegularExpressions;
using Grpc.Core;
using SchemaRegistry.Gateway.Grpc;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>What the service says of itself, and the tables that carry its words to ours.</summary>
public sealed class DeclarationTests
{
    public static TheoryData<Type, string> Services => new()
    {
        { typeof(RegistryService), Wire.SchemaRegistry.Descriptor.FullName },
        { typeof(WebhookService), Wire.WebhookRegistry.Descriptor.FullName },
    };

    [Theory, MemberData(nameof(Services))]
    public void Every_RPC_is_served_and_declares_its_right(Type served, string service)
    {
        var declared = served
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetCustomAttribute<NeedsAttribute>() is not null)
            .Select(method => method.Name);

        var descriptor = new[] { Wire.SchemaRegistry.Descriptor, Wire.WebhookRegistry.Descriptor }.Single(each => each.FullName == service);
        Assert.Equal(descriptor.Methods.Select(method => method.Name).Order(), declared.Order());
    }

    [Theory]
    [InlineData(40401, StatusCode.NotFound)]
    [InlineData(40407, StatusCode.NotFound)]
    [InlineData(40901, StatusCode.FailedPrecondition)]
    [InlineData(40903, StatusCode.AlreadyExists)]
    [InlineData(42201, StatusCode.InvalidArgument)]
    [InlineData(42205, StatusCode.FailedPrecondition)]
    [InlineData(42206, StatusCode.FailedPrecondition)]
    [InlineData(42210, StatusCode.InvalidArgument)]
    [InlineData(422, StatusCode.InvalidArgument)]
    [InlineData(400, StatusCode.InvalidArgument)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(40301, StatusCode.PermissionDenied)]
    [InlineData(413, StatusCode.ResourceExhausted)]
    [InlineData(42901, StatusCode.ResourceExhausted)]
    [InlineData(50301, StatusCode.Unavailable)]
    [InlineData(50001, StatusCode.Internal)]
    public void Each_code_of_the_registry_has_a_status(int code, StatusCode status) =>
        Assert.Equal(status, GrpcStatus.CodeOf(new RegistryError(code, "")));

    [Fact]
    public void The_documentation_lists_every_code_with_its_reason_and_status()
    {
        var documented = File.ReadLines(Documentation(AppContext.BaseDirectory)).Where(line => Regex.IsMatch(line, @"^\| \d+ \|"));

        Assert.Equal(ErrorReasons.All.Select(RowOf), documented);
    }

    [Fact]
    public void A_text_too_long_for_trailers_is_cut_between_characters()
    {
        var refusal = new RegistryError(42201, string.Concat(Enumerable.Repeat("𝄞", 5_000))).ToException();

        Assert.InRange(refusal.Status.Detail.Length, 100, 1_000);
        Assert.EndsWith("𝄞…", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_enums_of_the_wire_say_what_ours_say()
    {
        Assert.Equal(default, WireEnums.Show(SchemaType.Unknown));
        foreach (var type in Known<SchemaType>())
        {
            Assert.Equal((type.ToString(), type), (WireEnums.Show(type).ToString(), WireEnums.Read(WireEnums.Show(type)).Value));
        }

        foreach (var state in Known<WebhookState>())
        {
            Assert.Equal(state.ToString(), WireEnums.Show(state).ToString());
        }

        foreach (var mode in Known<RegistryMode>())
        {
            Assert.Equal(mode.ToString(), WireEnums.Show(mode).ToString(), ignoreCase: true);
            Assert.Equal(mode, WireEnums.Read(WireEnums.Show(mode)).Value);
        }

        foreach (var level in Known<CompatibilityLevel>())
        {
            Assert.Equal((level.ToString(), level), (WireEnums.Show(level).ToString(), WireEnums.Read(WireEnums.Show(level)).Value!.Value));
        }

        foreach (var policy in Known<CompatibilityPolicy>())
        {
            var wire = WireEnums.Show(policy);
            Assert.Equal((policy.ToString(), policy), (wire.ToString(), WireEnums.Read(wire).Value!.Value));
        }
    }

    // What only a newer build could name is unspecified on the wire.
    private static IEnumerable<T> Known<T>()
        where T : struct, Enum => Enum.GetValues<T>().Where(value => value.ToString() != "Unknown");

    [Fact]
    public void The_words_of_rules_come_back_as_they_went()
    {
        foreach (var mode in Enum.GetValues<Wire.RuleMode>().Skip(1))
        {
            var word = RuleNames.Read(mode).Value;
            Assert.Equal((mode, mode.ToString().ToUpperInvariant()), (RuleNames.Mode(word), word));
        }

        foreach (var kind in Enum.GetValues<Wire.RuleKind>().Skip(1))
        {
            var word = RuleNames.Read(kind).Value;
            Assert.Equal((kind, kind.ToString().ToUpperInvariant()), (RuleNames.Kind(word), word));
        }

        foreach (var place in Enum.GetValues<Wire.RuleExecution>().Skip(1))
        {
            var word = RuleNames.Read(place).Value;
            Assert.Equal((place, place.ToString().ToUpperInvariant()), (RuleNames.Execution(word), word));
        }
    }

    private static string RowOf(KeyValuePair<int, string> reason) =>
        $"| {reason.Key} | `{reason.Value}` | `{Constant(GrpcStatus.CodeOf(new RegistryError(reason.Key, "")))}` |";

    private static string Constant(StatusCode status) => Regex.Replace(status.ToString(), "(?<!^)([A-Z])", "_$1").ToUpperInvariant();

    private static string Documentation(string folder) => Path.Combine(folder, "docs", "grpc.md") is var file && File.Exists(file)
        ? file
        : Documentation(Directory.GetParent(folder)!.FullName);
}
