namespace SchemaRegistry.Storage.Changes;

/// <summary>Where a log begins and ends.</summary>
/// <param name="LogId">Tells the log from every other one.</param>
/// <param name="Pruned">Changes up to this number are no longer kept.</param>
/// <param name="Highest">The last number given; 0 before the first.</param>
public sealed record LogPosition(Guid LogId, long Pruned, long Highest);
