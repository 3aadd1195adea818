using SchemaRegistry.Model;
using SchemaRegistry.Storage.Catalog;

namespace SchemaRegistry.Storage.Tests;

public sealed class KeyRangeTests
{
    [Theory]
    [InlineData("a", "b")]
    [InlineData("az", "a{")]
    [InlineData("", null)]
    [InlineData("\uD7FF", "\uE000")]
    [InlineData("a\U0010FFFF", "b")]
    [InlineData("\U0010FFFF\U0010FFFF", null)]
    [InlineData("\uFFFF", "\U00010000")]
    [InlineData("x😀", "x😁")]
    public void A_prefix_ends_before_the_next_code_point(string prefix, string? end) =>
        Assert.Equal(end, KeyRange.OfPrefix(prefix).To);

    [Fact]
    public void The_default_context_lies_before_and_after_the_others() =>
        Assert.Equal(
            [new KeyRange("", ":."), new KeyRange(":/", null)], KeyRange.Of(new ListFilter(".", "", DeletedView.Hide)));

    [Fact]
    public void Another_context_is_one_range() =>
        Assert.Equal([new KeyRange(":.c:p", ":.c:q")], KeyRange.Of(new ListFilter(".c", "p", DeletedView.Hide)));
}
