using Microsoft.Data.Sqlite;

namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>What became of the file, as the statements that ran on it have shown. A read of what is in memory would show none of it.</summary>
internal sealed class SqliteHealth
{
    private volatile StoreUnusableException? _damage;
    private volatile bool _cannotWrite;

    /// <summary>The last change could not be written; whether the next one can is seen by writing.</summary>
    public bool CannotWrite => _cannotWrite;

    public void Wrote()
    {
        if (_cannotWrite)
        {
            _cannotWrite = false;
        }
    }

    public void Failed(StoreUnavailableException fault, bool isWrite)
    {
        _damage ??= fault as StoreUnusableException;
        _cannotWrite |= isWrite && fault.InnerException is SqliteException sqlite && SqliteFaults.IsOfWriting(sqlite);
    }

    /// <exception cref="StoreUnusableException">The file was found to be damaged.</exception>
    public void ThrowIfDamaged()
    {
        if (_damage is { } damage)
        {
            throw new StoreUnusableException(damage.Message, damage);
        }
    }
}
