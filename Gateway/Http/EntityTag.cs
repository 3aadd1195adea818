using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SchemaRegistry.Gateway.Http;

/// <summary>A weak validator of an answer, the same for every encoding of it.</summary>
internal static class EntityTag
{
    private const int Bytes = 12;

    public static EntityTagHeaderValue Of(ReadOnlyMemory<byte> body) => new(
        $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, Bytes))}\"", isWeak: true);

    /// <summary>Whether the client has this answer already.</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || candidate.Compare(tag, useStrongComparison: false));
}
