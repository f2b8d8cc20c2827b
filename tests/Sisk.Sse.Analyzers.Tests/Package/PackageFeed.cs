using System.Reflection;
using Sisk.Sse.Analyzers.Tests.Package;
using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.Tests.Support;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>All packages of this repository in a folder, packed once for all tests when the first of them needs one.</summary>
public sealed class PackageFeed : IDisposable
{
    internal const string Version = "1.0.0-packagetest";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sisk-sse-package-");
    private readonly Lazy<Task> _packed;

    public PackageFeed() => _packed = new(PackOnceAsync);

    internal static string[] Packages { get; } =
        ["Sisk.Sse", "Sisk.Sse.Abstractions", "Sisk.Sse.Client", "Sisk.Sse.OpenApi", "Sisk.Sse.PostgreSql", "Sisk.Sse.Redis", "Sisk.Sse.Templates", "Sisk.Sse.Testing"];

    /// <summary>Gets the folder of the packages. Projects below it find them and what they depend on.</summary>
    internal string Folder => _folder.FullName;

    internal static string RestoredPackages =>
        typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RestoredPackages").Value!;

    private static string Configuration =>
        typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public void Dispose() => _folder.Delete(recursive: true);

    internal Task PackAsync() => _packed.Value;

    /// <summary>All in one run of MSBuild, most of which is its start.</summary>
    private async Task PackOnceAsync()
    {
        var projects = Packages.Select(package => Path.Combine(
            Repository.Root, "src", package == "Sisk.Sse" ? "Sisk.Sse.Runtime/Sisk.Sse.Runtime.csproj" : $"{package}/{package}.csproj"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "pack.proj"), $"""
            <Project>
              <ItemGroup><Packed Include="{string.Join(';', projects)}" /></ItemGroup>
              <Target Name="Pack"><MSBuild Projects="@(Packed)" Targets="Pack" /></Target>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Folder}/packages" /></config>
              <packageSources><clear /><add key="local" value="{Folder}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{RestoredPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        await Tool.RunAsync(
            Folder,
            "msbuild", "pack.proj", "-t:Pack", "-v:q", "-m:1", "-p:NoBuild=true", "-p:Configuration=" + Configuration,
            "-p:PackageOutputPath=" + Folder, "-p:PackageVersion=" + Version);
    }
}
