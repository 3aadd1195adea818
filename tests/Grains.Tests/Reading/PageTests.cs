using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Reading;

/// <summary>How much a page of a list holds.</summary>
public sealed class PageTests(RegistryGrains grains) : IClassFixture<RegistryGrains>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Slow]
    [Fact]
    public async Task A_page_ends_where_the_metadata_of_its_items_grow_large()
    {
        var metadata = new Metadata(Properties: ImmutableSortedDictionary<string, string>.Empty.Add("k", new string('v', 200_000)));
        for (var i = 0; i < 8; i++)
        {
            var request = RegistryGrains.Request($"Heavy{i}");
            var heavy = request with { Schema = request.Schema with { Metadata = metadata } };
            Assert.Null((await grains.Subject($":.pages:heavy{i}").Register(heavy, Token)).Error);
        }

        var page = await grains.Reader.ListSchemas(
            new ListRequest(new ListFilter(".pages", "", DeletedView.Hide), 100), Token);

        Assert.InRange(page.Items.Length, 1, 4);
        Assert.Equal($":.pages:heavy{page.Items.Length - 1}", page.Next?.Subject);
    }
}
