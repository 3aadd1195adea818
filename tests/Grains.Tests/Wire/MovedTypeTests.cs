using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Invocation;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Abstractions.Serialization;

namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>A type that lives here now, and that an earlier release knew somewhere else.</summary>
public sealed class MovedTypeTests : IDisposable
{
    private const string BornAs = "SchemaRegistry.Elsewhere.Colour,SchemaRegistry.Elsewhere";

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddMetrics()
        .AddSerializer()
        .AddMovedTypes((typeof(Colour), BornAs))
        .Configure<TypeManifestOptions>(options => options.AddMessage<Shade>("test.shade"))
        .BuildServiceProvider();

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void It_is_written_under_the_name_it_was_born_with() =>
        Assert.Contains($"[[System.Nullable`1[[{BornAs}]]]]", Encoding.UTF8.GetString(Written()), StringComparison.Ordinal);

    [Fact]
    public void It_is_not_written_under_its_new_name() =>
        Assert.DoesNotContain("Tests", Encoding.UTF8.GetString(Written()), StringComparison.Ordinal);

    [Fact]
    public void It_is_read_under_the_name_it_was_born_with()
    {
        var read = Assert.IsAssignableFrom<Response<Outcome<Colour?>>>(Serializer.Deserialize<object>(Written()));

        Assert.Equal(Colour.Blue, read.TypedResult!.Value);
    }

    [Fact]
    public void A_message_without_attributes_is_handed_over_and_not_copied()
    {
        var shade = new Shade(Colour.Blue, 7);

        Assert.Same(shade, _services.GetRequiredService<DeepCopier>().Copy(shade));
    }

    private byte[] Written() => Serializer.SerializeToArray<object>(Response.FromResult(new Outcome<Colour?>(Colour.Blue, null)));

    private enum Colour
    {
        Red,
        Blue,
    }

    private sealed record Shade(Colour Colour, int Depth);
}
