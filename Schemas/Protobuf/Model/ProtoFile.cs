using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Protobuf.Model;

/// <summary>One source file as written, without its comments. Statements of one kind keep their order.</summary>
internal sealed record ProtoFile
{
    public static readonly ProtoFile Empty = new();

    /// <summary><c>proto2</c>, <c>proto3</c>, or null when the source does not say.</summary>
    public string? Syntax { get; init; }

    public string? Package { get; init; }

    public ImmutableArray<ImportNode> Imports { get; init; } = [];

    public ImmutableArray<OptionNode> Options { get; init; } = [];

    public ImmutableArray<MessageNode> Messages { get; init; } = [];

    public ImmutableArray<EnumNode> Enums { get; init; } = [];

    public ImmutableArray<ExtendNode> Extends { get; init; } = [];

    public ImmutableArray<ServiceNode> Services { get; init; } = [];

    public bool IsProto3 => Syntax == "proto3";
}

internal enum ImportKind
{
    Plain = 0,
    Public = 1,
    Weak = 2,
}

internal sealed record ImportNode(string Path, ImportKind Kind, Position Position);
