using System.Buffers;

namespace SchemaRegistry.Model;

/// <summary>
/// Bytes for a while: a short array is borrowed from the process's pool, a long one is made, for the pool keeps whatever it has lent once
/// and would fill the memory with one of each length.
/// </summary>
public readonly struct ScratchBytes(int length) : IDisposable
{
    private const int Short = 64 << 10;

    /// <summary>As long as asked for, or longer.</summary>
    public byte[] Array { get; } = length <= Short ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];

    public void Dispose()
    {
        // The pool lends the next power of two.
        if (Array.Length <= Short)
        {
            ArrayPool<byte>.Shared.Return(Array);
        }
    }
}
