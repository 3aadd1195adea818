using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>
/// A grain interface as an assembly's file describes it. The assembly is not loaded: a registry that starts in this process would find
/// every type of two builds.
/// </summary>
internal sealed record GrainInterface(string Name, int Version, HashSet<string> Methods)
{
    private const TypeAttributes PublicInterface = TypeAttributes.Public | TypeAttributes.Interface;

    public static List<GrainInterface> In(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => IsGrain(metadata, type)).Select(type => Of(metadata, type))];
    }

    private static GrainInterface Of(MetadataReader metadata, TypeDefinition type) => new(
        metadata.GetString(type.Name),
        type.GetCustomAttributes().Select(handle => VersionOf(metadata, metadata.GetCustomAttribute(handle))).FirstOrDefault(version => version > 0),
        [.. type.GetMethods().Select(handle => metadata.GetString(metadata.GetMethodDefinition(handle).Name))]);

    private static bool IsGrain(MetadataReader metadata, TypeDefinition type) =>
        (type.Attributes & (TypeAttributes.VisibilityMask | TypeAttributes.Interface)) == PublicInterface
        && type.GetInterfaceImplementations().Any(handle => NameOf(metadata, metadata.GetInterfaceImplementation(handle).Interface) == nameof(IGrain));

    // After the two bytes that every attribute begins with. 0 for another attribute, or none.
    private static int VersionOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || NameOf(metadata, metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) != nameof(Orleans.CodeGeneration.VersionAttribute))
        {
            return 0;
        }

        var value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return value.ReadUInt16();
    }

    private static string? NameOf(MetadataReader metadata, EntityHandle type) => type.Kind == HandleKind.TypeReference
        ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
        : null;
}
