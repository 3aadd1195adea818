using Grpc.Core;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Registering a schema under a subject: read once, and then answered from memory or by the subject's grain.</summary>
internal static class RegistrationCalls
{
    public static Outcome<RegisterSchema> Read(Wire.RegisterRequest request, ServerCallContext context)
    {
        var subject = SubjectName.Parse(request.Subject);
        if (!subject.IsWritable)
        {
            return RegistryErrors.InvalidSubject(subject.IsStorable ? subject.ToString() : request.Subject);
        }

        var schema = SchemaMessages.Read(request.Schema);
        var tags = TagMessages.Read(request.TagsToAdd, request.TagsToRemove, request.PropagateTags);
        var caller = context.WriterUnder(request.RequestId);
        return (schema.Error ?? tags.Error ?? caller.Error) is { } invalid
            ? invalid
            : new RegisterSchema(
                caller.Value!,
                Target.Named(subject),
                schema.Value!,
                Version: request.HasVersion ? request.Version : RegisterRequest.NextVersion,
                Id: request.HasId ? request.Id : RegisterRequest.NoId,
                request.Normalize,
                request.Force,
                tags.Value!);
    }

    /// <summary>The answer to a registration that was answered before by a grain of this process.</summary>
    public static Wire.RegisterResponse? FindKnown(LocalAnswers answers, Outcome<RegisterSchema> registration) =>
        registration.Value is { } operation && answers.FindRegistered(operation) is { } known ? Show(known) : null;

    public static async Task<Outcome<Wire.RegisterResponse>> Register(GrpcCall call, Outcome<RegisterSchema> registration) =>
        registration.Error is { } invalid
            ? invalid
            : (await call.Ask(registration.Value!)).Then(registered => Show(registered.Schema));

    private static Wire.RegisterResponse Show(SubjectSchema registered) => new()
    {
        Id = registered.Id,
        Version = registered.Version,
        Guid = registered.Guid.ToString(),
    };
}
