namespace SchemaRegistry.Gateway.Rest;

/// <summary>
/// The <c>offset</c> and <c>limit</c> of a list (reference 4): a limit outside 1 to the maximum falls back to the default; a
/// negative offset counts as 0.
/// </summary>
internal readonly record struct ListRange(int Offset, int Limit)
{
    public const int Unlimited = int.MaxValue;

    /// <summary>False when a parameter is no integer.</summary>
    public static bool TryRead(RestQuery query, out ListRange range, int defaultLimit = Unlimited, int maxLimit = Unlimited)
    {
        range = default;
        if (!query.TryInt("offset", 0, out var offset) || !query.TryInt("limit", -1, out var limit))
        {
            return false;
        }

        range = new ListRange(Math.Max(0, offset), limit > 0 && limit <= maxLimit ? limit : defaultLimit);
        return true;
    }

    public IEnumerable<T> Of<T>(IEnumerable<T> items) => items.Skip(Offset).Take(Limit);

    public IAsyncEnumerable<T> Of<T>(IAsyncEnumerable<T> items) => items.Skip(Offset).Take(Limit);
}
