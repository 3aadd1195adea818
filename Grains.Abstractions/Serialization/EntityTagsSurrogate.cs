using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions.Serialization;

[GenerateSerializer, Immutable, Alias("sr.s.entity-tags")]
internal readonly record struct EntityTagsSurrogate(
    [property: Id(0)] string Path, [property: Id(1)] EntityKind Kind, [property: Id(2)] ImmutableArray<string> Tags);

[RegisterConverter]
internal sealed class EntityTagsConverter : IConverter<EntityTags, EntityTagsSurrogate>
{
    public EntityTags ConvertFromSurrogate(in EntityTagsSurrogate surrogate) => new(surrogate.Path, surrogate.Kind, surrogate.Tags);

    public EntityTagsSurrogate ConvertToSurrogate(in EntityTags value) => new(value.Path, value.Kind, value.Tags);
}
