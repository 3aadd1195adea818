using System.Security.Cryptography;
using System.Text;

namespace SchemaRegistry.Storage.Subjects;

/// <summary>The SHA-256 of a name's UTF-8 text: unique for names too long for an index.</summary>
internal static class NameKey
{
    public static byte[] Of(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));
}
