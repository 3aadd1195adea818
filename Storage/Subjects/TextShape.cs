using System.Text;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Subjects;

/// <summary>What is known of a version's content without reading it.</summary>
/// <param name="Bytes">The length of its text in UTF-8.</param>
/// <param name="HasReferences">Whether it refers to others.</param>
public readonly record struct TextShape(int Bytes, bool HasReferences)
{
    public static TextShape Of(SchemaContent content) => new(Encoding.UTF8.GetByteCount(content.Text), !content.References.IsEmpty);
}
