using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace SchemaRegistry.Gateway.Http;

/// <summary>Finds the sign of a <c>Content-Length</c> in bytes that come in pieces, and puts a character in its place that no length has.</summary>
internal static class SignedLength
{
    private const byte NoDigit = (byte)'?';
    private static readonly SearchValues<byte> Signs = SearchValues.Create("+-"u8);

    private static ReadOnlySpan<byte> Name => "content-length:"u8;

    public static void Spoil(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            SpoilInside(bytes.First);
            return;
        }

        // How much of the name, with its colon and what is blank after it, the pieces so far end with.
        var matched = 0;
        foreach (var piece in bytes)
        {
            matched = SpoilAtStart(piece, matched);
            if (matched == 0)
            {
                SpoilInside(piece);
                matched = MatchedAtEnd(piece.Span);
            }
        }
    }

    private static void SpoilInside(ReadOnlyMemory<byte> piece)
    {
        var text = piece.Span;
        for (var at = text.IndexOfAny(Signs); at >= 0;)
        {
            if (IsBlankOrColon(text[..at]) && text[..at].TrimEnd(" \t"u8) is var before && EndsWith(before, Name))
            {
                MemoryMarshal.AsMemory(piece).Span[at] = NoDigit;
            }

            var next = text[(at + 1)..].IndexOfAny(Signs);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    // Goes on with what the pieces before end with. Zero when it does not go on here.
    private static int SpoilAtStart(ReadOnlyMemory<byte> piece, int matched)
    {
        var text = piece.Span;
        for (var at = 0; matched > 0 && at < text.Length; at++)
        {
            if (matched < Name.Length)
            {
                matched = (text[at] | 0x20) == (Name[matched] | 0x20) ? matched + 1 : 0;
            }
            else if (text[at] is not ((byte)' ' or (byte)'\t'))
            {
                if (text[at] is (byte)'+' or (byte)'-')
                {
                    MemoryMarshal.AsMemory(piece).Span[at] = NoDigit;
                }

                matched = 0;
            }
        }

        return matched;
    }

    private static int MatchedAtEnd(ReadOnlySpan<byte> text)
    {
        if (IsBlankOrColon(text))
        {
            return EndsWith(text.TrimEnd(" \t"u8), Name) ? Name.Length : 0;
        }

        var matched = Math.Min(Name.Length - 1, text.Length);
        while (matched > 0 && !EndsWith(text, Name[..matched]))
        {
            matched--;
        }

        return matched;
    }

    private static bool IsBlankOrColon(ReadOnlySpan<byte> text) => !text.IsEmpty && text[^1] is (byte)' ' or (byte)'\t' or (byte)':';

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end) =>
        text.Length >= end.Length && Ascii.EqualsIgnoreCase(text[^end.Length..], end);
}
