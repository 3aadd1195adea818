using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

[GenerateSerializer]
internal readonly record struct ErrorSurrogate(int Code, string Message);

[RegisterConverter]
internal sealed class ErrorConverter : IConverter<RegistryError, ErrorSurrogate>
{
    public RegistryError ConvertFromSurrogate(in ErrorSurrogate s) => new(s.Code, s.Message);

    public ErrorSurrogate ConvertToSurrogate(in RegistryError v) => new(v.Code, v.Message);
}

[GenerateSerializer]
internal readonly record struct FindingSurrogate(
    string Rule, string Path, string Message, string? Hint);

[RegisterConverter]
internal sealed class FindingConverter : IConverter<CompatibilityFinding, FindingSurrogate>
{
    public CompatibilityFinding ConvertFromSurrogate(in FindingSurrogate s) => new(s.Rule, s.Path, s.Message, s.Hint);

    public FindingSurrogate ConvertToSurrogate(in CompatibilityFinding v) => new(v.Rule, v.Path, v.Message, v.Hint);
}
