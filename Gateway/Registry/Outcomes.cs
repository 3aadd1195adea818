using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>Carries errors past the happy path.</summary>
internal static class Outcomes
{
    public static Outcome<TResult> Then<T, TResult>(this Outcome<T> outcome, Func<T, TResult> show) =>
        outcome.Error is { } error ? error : show(outcome.Value!);

    public static async Task<Outcome<TResult>> Then<T, TResult>(this Task<Outcome<T>> asked, Func<T, TResult> show) =>
        (await asked).Then(show);
}
