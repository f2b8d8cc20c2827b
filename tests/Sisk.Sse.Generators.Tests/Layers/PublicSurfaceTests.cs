using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Layers;

/// <summary>The types that only generated code calls stay few, and in one namespace.</summary>
public sealed class PublicSurfaceTests
{
    private const int MaxTypes = 10;

    [Fact]
    public void Generated_code_calls_at_most_ten_types_of_its_own()
    {
        const string Prefix = "Sisk.Sse.CompilerServices.";
        var surface = File.ReadLines(Path.Combine(Repository.Root, "src", "Sisk.Sse.Runtime", "PublicAPI.Unshipped.txt"))
            .Concat(File.ReadLines(Path.Combine(Repository.Root, "src", "Sisk.Sse.Runtime", "PublicAPI.Shipped.txt")));

        var types = surface.Where(static line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static line => line[Prefix.Length..].Split('.', '<', ' ')[0]).ToHashSet();

        Assert.NotEmpty(types);
        Assert.True(types.Count <= MaxTypes, string.Join(", ", types));
    }
}
