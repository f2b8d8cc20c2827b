using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sisk.Sse.Build;

/// <summary>Reads the stream contract of a compiled assembly without loading the assembly.</summary>
internal static class ContractAttribute
{
    private const string Name = "EventStreamContractAttribute";
    private const int Prolog = 2;

    /// <summary>Returns the JSON document; null for an assembly without streams.</summary>
    /// <exception cref="System.BadImageFormatException">The file is no assembly.</exception>
    public static string? Read(string path)
    {
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        var reader = image.GetMetadataReader();
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (IsContract(reader, attribute.Constructor))
            {
                var value = reader.GetBlobReader(attribute.Value);
                value.Offset = Prolog;
                return value.ReadSerializedString();
            }
        }

        return null;
    }

    private static bool IsContract(MetadataReader reader, EntityHandle constructor) =>
        constructor.Kind == HandleKind.MemberReference
        && reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && reader.GetTypeReference((TypeReferenceHandle)parent) is var type
        && reader.StringComparer.Equals(type.Name, Name)
        && reader.StringComparer.Equals(type.Namespace, "Sisk.Sse");
}
