using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>Carries errors past the happy path.</summary>
internal static class OutcomeExtensions
{
    public static Outcome<TResult> Then<T, TResult>(this Outcome<T> outcome, Func<T, TResult> show) =>
        outcome.Error is { } error ? error : show(outcome.Value!);

    public static async Task<Outcome<TResult>> Then<T, TResult>(this Task<Outcome<T>> asked, Func<T, TResult> show) =>
        (await asked).Then(show);

    public static T OrThrow<T>(this Outcome<T> outcome) => outcome.Error is { } error ? throw error.ToException() : outcome.Value!;
}
