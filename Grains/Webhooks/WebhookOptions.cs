
namespace SchemaRegistry.Grains.Webhooks;

/// <summary>How persistently changes are delivered. Bound once at start.</summary>
public sealed record WebhookOptions
{
    /// <summary>Most subscriptions; 0 switches webhooks off.</summary>
    public int MaxWebhooks { get; init; } = 100;

    /// <summary>After so many failures an event becomes a dead letter.</summary>
    public int MaxAttempts { get; init; } = 15;

    /// <summary>Most dead letters of one subscription; then it is suspended.</summary>
    public int MaxDeadLetters { get; init; } = 1_000;

    /// <summary>The pause after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The pause after a number of failures, somewhere in its upper half so that receivers are not hit in step.</summary>
    /// <param name="failures">1 or more.</param>
    /// <param name="chance">From 0 to 1.</param>
    internal TimeSpan PauseAfter(int failures, double chance)
    {
        var full = FirstPause * Math.Pow(2, Math.Min(failures - 1, 30));
        return (full < LongestPause ? full : LongestPause) * (0.5 + (chance / 2));
    }
}
