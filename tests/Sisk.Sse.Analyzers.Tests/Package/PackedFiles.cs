using System.IO.Compression;
using System.Xml.Linq;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The content of a package.</summary>
internal sealed class PackedFiles : IDisposable
{
    private readonly ZipArchive _archive;

    private PackedFiles(ZipArchive archive, string name)
    {
        _archive = archive;
        Specification = XDocument.Parse(ReadText(name + ".nuspec")).Root!.Elements().Single();
        Files = [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public string[] Files { get; }

    public IEnumerable<string> Assemblies =>
        Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Gets the metadata of the nuspec.</summary>
    public XElement Specification { get; }

    /// <summary>Gets the dependencies by name, each with what of it is kept from those who add the package.</summary>
    public string[] Dependencies =>
        [.. DependencyElements.Select(d => $"{d.Attribute("id")!.Value} {d.Attribute("exclude")?.Value}".TrimEnd()).Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>Gets the dependencies on packages of this repository, with their version ranges.</summary>
    public IEnumerable<(string Id, string Version)> OwnDependencies => DependencyElements
        .Select(d => (d.Attribute("id")!.Value, d.Attribute("version")!.Value))
        .Where(d => d.Item1.StartsWith("Sisk.Sse", StringComparison.Ordinal));

    private IEnumerable<XElement> DependencyElements =>
        Specification.Descendants().Where(element => element.Name.LocalName == "dependency");

    public static PackedFiles Read(string folder, string name, string extension = "nupkg") =>
        new(ZipFile.OpenRead(Path.Combine(folder, $"{name}.{PackageFeed.Version}.{extension}")), name);

    /// <summary>Returns the text of an element of the nuspec; null if there is none.</summary>
    public string? Property(string name) => Specification.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    public string ReadText(string file)
    {
        using var reader = new StreamReader(_archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    public byte[] ReadBytes(string file)
    {
        using var content = new MemoryStream();
        using var entry = _archive.GetEntry(file)!.Open();
        entry.CopyTo(content);
        return content.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
