using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Storage.Json;

/// <summary>Reads the payload of a logged change; the caller knows from <see cref="LoggedChange.Kind"/> which it is.</summary>
public static class LoggedChangePayload
{
    public static RegisteredPayload ReadRegistered(this LoggedChange change) => StoreJson.ReadRegistered(change.Payload);

    public static DeletedPayload ReadDeleted(this LoggedChange change) => StoreJson.ReadDeleted(change.Payload);

    public static SettingsPayload ReadSettings(this LoggedChange change) => StoreJson.ReadSettings(change.Payload);
}
