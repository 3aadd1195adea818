using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Weighing;

/// <summary>What callers are told for whom a <see cref="TrafficBudget"/> had no room in time.</summary>
internal static class NoRoom
{
    /// <summary>Too much lies unread, on this connection or on all.</summary>
    public static readonly RegistryError Unread = RegistryErrors.Unavailable("Too many answers wait to be read; try again");

    /// <summary>Too much has come of what is not whole yet.</summary>
    public static readonly RegistryError Coming = RegistryErrors.Unavailable("Too many requests are coming in at once; try again");

    /// <summary>What was held for it is wanted by others.</summary>
    public static readonly RegistryError Late = RegistryErrors.Unavailable("The message came too slowly; large ones have to come with 128 KB a second");

    /// <summary>The budgets had room and the process had not. What could not be given was never used, so that the process goes on whole.</summary>
    public static readonly RegistryError Memory =
        RegistryErrors.Unavailable("There is not enough memory for now; try again. A change that was asked for may have been made");

    public static bool Is(RegistryError error) => error == Unread || error == Coming || error == Late || error == Memory;
}

/// <summary>The same where something is made bit by bit.</summary>
internal sealed class NoRoomException(RegistryError error) : Exception(error.Message)
{
    public RegistryError Error => error;
}
