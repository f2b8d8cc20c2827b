using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Tests.Compiling;

/// <summary>
/// The assemblies that this project is compiled against, as users' projects are. The framework's reference assemblies have none of its
/// internal types, among which the compiler would look up each name.
/// </summary>
internal static class References
{
    /// <summary>Gets the references whose file names are selected.</summary>
    public static MetadataReference[] Select(Predicate<string> isSelected) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references.txt"))
            .Where(path => isSelected(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
