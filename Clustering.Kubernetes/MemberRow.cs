using System.Text.Json;
using System.Text.Json.Serialization;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>A silo's row as it lies in the ConfigMap: compact JSON, readable with <c>kubectl get configmap -o yaml</c>.</summary>
internal sealed record MemberRow(
    SiloStatus Status,
    string? SiloName,
    string? HostName,
    string? RoleName,
    int ProxyPort,
    int UpdateZone,
    int FaultZone,
    DateTime StartTime,
    DateTime IAmAliveTime,
    IReadOnlyList<MemberVote>? Suspects)
{
    public static string Write(MembershipEntry entry)
    {
        var row = new MemberRow(
            entry.Status,
            entry.SiloName,
            entry.HostName,
            entry.RoleName,
            entry.ProxyPort,
            entry.UpdateZone,
            entry.FaultZone,
            Utc(entry.StartTime),
            Utc(entry.IAmAliveTime),
            entry.SuspectTimes is { Count: > 0 } votes
                ? [.. votes.Select(vote => new MemberVote(vote.Item1.ToParsableString(), Utc(vote.Item2)))]
                : null);
        return JsonSerializer.Serialize(row, MemberRowContext.Default.MemberRow);
    }

    /// <exception cref="InvalidDataException">The value was not written by this library.</exception>
    public static MembershipEntry Read(SiloAddress silo, string json)
    {
        try
        {
            var row = JsonSerializer.Deserialize(json, MemberRowContext.Default.MemberRow) ?? throw new JsonException("null");
            return row.ToEntry(silo);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The row of silo {silo} cannot be read: {fault.Message}", fault);
        }
    }

    private MembershipEntry ToEntry(SiloAddress silo) => new()
    {
        SiloAddress = silo,
        Status = Status,
        SiloName = SiloName ?? "",
        HostName = HostName ?? "",
        RoleName = RoleName,
        ProxyPort = ProxyPort,
        UpdateZone = UpdateZone,
        FaultZone = FaultZone,
        StartTime = StartTime,
        IAmAliveTime = IAmAliveTime,
        SuspectTimes = [.. (Suspects ?? []).Select(vote => Tuple.Create(SiloAddress.FromParsableString(vote.By), vote.At))],
    };

    private static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}

/// <summary>Who suspected the silo, and when.</summary>
internal sealed record MemberVote(string By, DateTime At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MemberRow))]
internal sealed partial class MemberRowContext : JsonSerializerContext;
