using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>A class library of a user's, compiled with what is generated for it.</summary>
internal sealed record CompiledLibrary(byte[] Image)
{
    public MetadataReference Reference { get; } = MetadataReference.CreateFromImage(Image);

    public static CompiledLibrary From(string name, string source, params CompiledLibrary[] references) =>
        new(Emit(Generated.From(
            Project.Create(source).WithAssemblyName(name).AddReferences(references.Select(library => library.Reference))).Compiles().Compilation));

    public static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return image.ToArray();
    }
}
