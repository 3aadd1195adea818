using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

[GenerateSerializer]
internal readonly record struct DeadLetterSurrogate(
    string Place,
    string Type,
    string Subject,
    string Event,
    int Attempts,
    string Error,
    long FailedAt,
    bool IsQueued);

[RegisterConverter]
internal sealed class DeadLetterConverter : IConverter<DeadLetter, DeadLetterSurrogate>
{
    public DeadLetter ConvertFromSurrogate(in DeadLetterSurrogate s) =>
        new(PlaceOf(s), s.Type, s.Subject, s.Event, s.Attempts, s.Error, s.FailedAt, s.IsQueued);

    public DeadLetterSurrogate ConvertToSurrogate(in DeadLetter v) =>
        new(v.Place.ToString(), v.Type, v.Subject, v.Event, v.Attempts, v.Error, v.FailedAt, v.IsQueued);

    private static ChangeToken PlaceOf(in DeadLetterSurrogate s) => ChangeToken.TryParse(s.Place, out var place) ? place : default;
}
