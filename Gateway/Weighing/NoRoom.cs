using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Weighing;

/// <summary>What callers are told for whom a <see cref="TrafficBudget"/> had no room in time.</summary>
internal static class NoRoom
{
    /// <summary>Too much lies unread, on this connection or on all.</summary>
    public static readonly RegistryError Unread = RegistryErrors.Unavailable("Too many answers wait to be read; try again");

    /// <summary>Too much has come of what is not whole yet.</summary>
    public static readonly RegistryError Coming = RegistryErrors.Unavailable("Too many requests are coming in at once; try again");

    public static bool Is(RegistryError error) => error == Unread || error == Coming;
}

/// <summary>The same where something is made bit by bit.</summary>
internal sealed class NoRoomException(RegistryError error) : Exception(error.Message)
{
    public RegistryError Error => error;
}
