using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>A class library of a user's, compiled with what is generated for it.</summary>
internal sealed record CompiledLibrary(byte[] Image)
{
    public MetadataReference Reference { get; } = MetadataReference.CreateFromImage(Image);

    public static CompiledLibrary From(string name, string source, params CompiledLibrary[] references) =>
        new(Emit(Generated.From(
            Project.Create(source).WithAssemblyName(name).AddReferences(references.Select(library => library.Reference))).Compilation));

    /// <summary>Emits a project. Fails on any warning, in the user's code or in the generated code.</summary>
    public static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        var problems = result.Diagnostics.Where(problem => problem.Severity >= DiagnosticSeverity.Warning);
        Assert.True(!problems.Any(), string.Join('\n', problems));
        return image.ToArray();
    }
}
