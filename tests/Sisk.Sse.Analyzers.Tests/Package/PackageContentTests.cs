using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The contents and the metadata of each package.</summary>
public sealed partial class PackageContentTests(PackageFeed feed)
{
    private const string Home = "https://github.com/sisk-http/sisk-sse";

    private static readonly Guid _sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    public static TheoryData<string> Packages => [.. PackageFeed.Packages];

    public static TheoryData<string> Libraries => [.. PackageFeed.Packages.Where(package => package != "Sisk.Sse.Templates")];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Package_names_its_home_licence_icon_readme_and_changes(string package)
    {
        using var content = await ReadAsync(package);

        Assert.Equal(Home, content.Property("projectUrl"));
        Assert.Equal("MIT", content.Property("license"));
        Assert.Equal(Home + "/blob/main/CHANGELOG.md", content.Property("releaseNotes"));
        Assert.Equal("icon.png", content.Property("icon"));
        Assert.Equal("README.md", content.Property("readme"));
        Assert.NotEmpty(content.Property("description")!);
        Assert.Equal(
            Home, content.Specification.Elements().Single(element => element.Name.LocalName == "repository").Attribute("url")!.Value);
        Assert.Superset(new HashSet<string> { "README.md", "LICENSE", "icon.png" }, content.Files.ToHashSet());
        Assert.Equal("\u0089PNG"u8[1..], content.ReadBytes("icon.png").AsSpan(0, 4));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Readme_begins_with_the_name_and_has_absolute_links_to_files_of_the_repository(string package)
    {
        using var content = await ReadAsync(package);
        var readme = content.ReadText("README.md");

        var links = Link().Matches(readme).Select(match => match.Groups[1].Value).ToList();

        Assert.StartsWith($"# {package}\n", readme, StringComparison.Ordinal);
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith(Home, link, StringComparison.Ordinal));
        Assert.All(
            links.Where(link => link.StartsWith(Home + "/blob/main/", StringComparison.Ordinal)),
            link => Assert.True(File.Exists(Path.Combine(Repository.Root, link[(Home.Length + "/blob/main/".Length)..])), link));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Package_wants_exactly_its_own_version_of_others(string package)
    {
        using var content = await ReadAsync(package);

        Assert.All(content.OwnDependencies, dependency => Assert.Equal($"[{PackageFeed.Version}]", dependency.Version));
    }

    [Theory]
    [InlineData("Sisk.Sse", "Sisk.Sse.Abstractions")]
    [InlineData("Sisk.Sse.OpenApi", "Microsoft.AspNetCore.OpenApi", "Sisk.Sse")]
    [InlineData("Sisk.Sse.PostgreSql", "Npgsql Build,Analyzers", "Sisk.Sse")]
    [InlineData("Sisk.Sse.Redis", "Sisk.Sse", "StackExchange.Redis Build,Analyzers")]
    [InlineData(
        "Sisk.Sse.Testing", "Microsoft.AspNetCore.Mvc.Testing Build,Analyzers", "Microsoft.Extensions.TimeProvider.Testing Build,Analyzers", "Sisk.Sse")]
    [InlineData("Sisk.Sse.Abstractions")]
    [InlineData("Sisk.Sse.Templates")]
    public async Task Package_depends_on_nothing_else(string package, params string[] dependencies)
    {
        using var content = await ReadAsync(package);

        // Nothing of Sisk.Sse is kept back: who adds one of the packages that depend on it alone has its generator as well.
        Assert.Equal(dependencies, content.Dependencies);
    }

    [Theory]
    [InlineData(
        "Sisk.Sse",
        "analyzers/dotnet/cs/Sisk.Sse.CodeFixes.dll", "analyzers/dotnet/cs/Sisk.Sse.Generators.dll", "lib/net10.0/Sisk.Sse.dll", "tools/Sisk.Sse.Build.dll")]
    [InlineData("Sisk.Sse.Abstractions", "lib/netstandard2.0/Sisk.Sse.Abstractions.dll")]
    [InlineData(
        "Sisk.Sse.Client",
        "analyzers/dotnet/cs/Sisk.Sse.Client.Generators.dll", "lib/net10.0/Sisk.Sse.Client.dll", "lib/net8.0/Sisk.Sse.Client.dll",
        "lib/netstandard2.0/Sisk.Sse.Client.dll")]
    [InlineData("Sisk.Sse.OpenApi", "lib/net10.0/Sisk.Sse.OpenApi.dll")]
    [InlineData("Sisk.Sse.PostgreSql", "lib/net10.0/Sisk.Sse.PostgreSql.dll")]
    [InlineData("Sisk.Sse.Redis", "lib/net10.0/Sisk.Sse.Redis.dll")]
    [InlineData("Sisk.Sse.Testing", "lib/net10.0/Sisk.Sse.Testing.dll")]
    [InlineData("Sisk.Sse.Templates")]
    public async Task Package_has_these_assemblies(string package, params string[] assemblies)
    {
        using var content = await ReadAsync(package);

        Assert.Equal(assemblies, content.Assemblies);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Documentation_covers_only_public_types(string package)
    {
        using var content = await ReadAsync(package);

        foreach (var file in content.Files.Where(
            file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var assembly = new PEReader(new MemoryStream(content.ReadBytes(file)));
            var metadata = assembly.GetMetadataReader();
            var hidden = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Where(type => !type.IsNested && (type.Attributes & System.Reflection.TypeAttributes.Public) == 0)
                .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}").ToHashSet();
            var documented = XDocument.Parse(content.ReadText(Path.ChangeExtension(file, ".xml"))).Descendants("member")
                .Select(member => member.Attribute("name")!.Value).Where(name => name.StartsWith("T:", StringComparison.Ordinal)).Select(name => name[2..]).ToList();

            Assert.NotEmpty(hidden);
            Assert.NotEmpty(documented);
            Assert.DoesNotContain(documented, hidden.Contains);
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Symbols_link_to_the_sources_of_the_repository(string package)
    {
        Assert.SkipUnless(
            Path.Exists(Path.Combine(Repository.Root, ".git")), "Without a clone of the repository there is no commit to link to.");
        using var symbols = await ReadAsync(package, "snupkg");
        var files = symbols.Files.Where(file => file.EndsWith(".pdb", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.ReadBytes(file)));
            var pdb = provider.GetMetadataReader();
            var link =
                pdb.CustomDebugInformation.Select(pdb.GetCustomDebugInformation).Single(info => pdb.GetGuid(info.Kind) == _sourceLink);
            Assert.Contains(
                "https://raw.githubusercontent.com/sisk-http/sisk-sse/",
                Encoding.UTF8.GetString(pdb.GetBlobBytes(link.Value)),
                StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task No_file_names_a_folder_of_the_machine_that_built_it(string package)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("CI") == "true", "Paths are mapped in builds for release and in builds with CI=true. Build and test with CI=true.");
        foreach (var extension in new[] { "nupkg", "snupkg" })
        {
            using var content = await ReadAsync(package, extension);

            Assert.All(content.Files, file => Assert.True(
                content.ReadBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)) < 0, $"{file} of {package} names {Repository.Root}."));
        }
    }

    private async Task<PackedFiles> ReadAsync(string package, string extension = "nupkg")
    {
        await feed.PackAsync();
        return PackedFiles.Read(feed.Folder, package, extension);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
