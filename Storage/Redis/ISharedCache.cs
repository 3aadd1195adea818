namespace SchemaRegistry.Storage.Redis;

/// <summary>
/// A cache that the processes of a cluster share. It may forget anything at any time, and never fails: when it cannot be
/// reached it knows nothing and keeps nothing.
/// </summary>
public interface ISharedCache
{
    /// <summary>Null when it has nothing under the key.</summary>
    Task<byte[]?> Find(string key);

    /// <summary>Keeps a value for a time; does not wait until it is kept.</summary>
    void Keep(string key, byte[] value, TimeSpan lifetime);
}
