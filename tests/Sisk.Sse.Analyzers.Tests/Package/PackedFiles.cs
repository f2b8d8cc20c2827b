using System.IO.Compression;
using System.Xml.Linq;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>What is in a package.</summary>
internal sealed class PackedFiles
{
    private PackedFiles(string[] files, string[] dependencies) => (Files, Dependencies) = (files, dependencies);

    public string[] Files { get; }

    public IEnumerable<string> Assemblies => Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Its dependencies by name, each with what of it is kept from those who add the package.</summary>
    public string[] Dependencies { get; }

    public static PackedFiles Read(string folder, string name, string version)
    {
        using var package = ZipFile.OpenRead(Path.Combine(folder, $"{name}.{version}.nupkg"));
        using var specification = package.GetEntry(name + ".nuspec")!.Open();
        var dependencies = XDocument.Load(specification).Descendants().Where(element => element.Name.LocalName == "dependency");
        return new PackedFiles(
            [.. package.Entries.Select(entry => entry.FullName)],
            [.. dependencies.Select(d => $"{d.Attribute("id")!.Value} {d.Attribute("exclude")?.Value}".TrimEnd()).Order(StringComparer.Ordinal)]);
    }
}
