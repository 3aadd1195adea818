using CsCheck;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Changes;

public sealed class ChangeTokenTests
{
    [Fact]
    public void A_token_is_read_back() => Gen.Select(Gen.Guid, Gen.Long[0, long.MaxValue]).Sample((log, number) =>
    {
        Assert.True(ChangeToken.TryParse(new ChangeToken(log, number).ToString(), out var read));
        Assert.Equal(new ChangeToken(log, number), read);
    });

    [Fact]
    public void Anything_else_is_refused_and_no_fault() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 34, 34]).Sample(text =>
        {
            if (ChangeToken.TryParse(text, out var token))
            {
                Assert.Equal(text, token.ToString());
            }
        });

    [Fact]
    public void A_number_below_zero_is_none()
    {
        Assert.False(ChangeToken.TryParse(new ChangeToken(Guid.NewGuid(), -1).ToString(), out _));
    }
}
