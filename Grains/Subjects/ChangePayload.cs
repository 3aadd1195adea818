using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>The members of a log entry that tell a retried request its original answer.</summary>
internal static class ChangePayload
{
    public static int Version(LoggedChange change)
    {
        using var payload = JsonDocument.Parse(change.Payload);
        return payload.RootElement.GetProperty("version").GetInt32();
    }

    public static ImmutableArray<int> Versions(LoggedChange change)
    {
        using var payload = JsonDocument.Parse(change.Payload);
        return [.. payload.RootElement.GetProperty("versions").EnumerateArray().Select(version => version.GetInt32())];
    }
}

/// <summary>The answer to a request that turns out to be committed already.</summary>
internal static class Replay
{
    public static Task<Outcome<T>?> Of<T>(T answer)
        where T : notnull => Task.FromResult<Outcome<T>?>(answer);
}
