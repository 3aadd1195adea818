using System.Buffers;
using System.Text;
using CsCheck;
using SchemaRegistry.Gateway.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>A sign is found however the bytes are cut into pieces.</summary>
public sealed class SignedLengthTests
{
    [Theory]
    [InlineData("Content-Length: +26\r\n", "Content-Length: ?26\r\n")]
    [InlineData("content-length:-0\r\n", "content-length:?0\r\n")]
    [InlineData("A: b\r\nCONTENT-LENGTH:\t  \t+1\r\n\r\n", "A: b\r\nCONTENT-LENGTH:\t  \t?1\r\n\r\n")]
    [InlineData("cCc-content-lengthContent-Length:+1", "cCc-content-lengthContent-Length:?1")]
    [InlineData("Content-Length: 2+6\r\n", null)]
    [InlineData("Accept: application/vnd.schemaregistry.v1+json\r\nContent-Length: 26\r\n", null)]
    [InlineData("Content-Lengt: +26\r\nLength: -1\r\n+", null)]
    public void A_sign_is_found_and_nothing_else(string text, string? spoilt) => Gen.Int[0, text.Length].Array[0, 4].Sample(cuts =>
    {
        var bytes = Cut(Encoding.ASCII.GetBytes(text), cuts);

        SignedLength.Spoil(bytes);

        Assert.Equal(spoilt ?? text, Encoding.ASCII.GetString(bytes.ToArray()));
    });

    private static ReadOnlySequence<byte> Cut(byte[] bytes, int[] cuts)
    {
        Array.Sort(cuts);
        var first = new Piece(bytes.AsMemory(0, cuts.FirstOrDefault(bytes.Length)), null);
        var last = first;
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1).Append(bytes.Length)))
        {
            last = new Piece(bytes.AsMemory(from..to), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> bytes, Piece? before)
        {
            Memory = bytes;
            if (before is not null)
            {
                before.Next = this;
                RunningIndex = before.RunningIndex + before.Memory.Length;
            }
        }
    }
}
