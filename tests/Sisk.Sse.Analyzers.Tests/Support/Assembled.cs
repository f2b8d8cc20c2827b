using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>Another project's assembly, compiled with the generator, for the project under test to reference.</summary>
internal static class Assembled
{
    public static MetadataReference Of(string name, string source, bool isLibrary = true)
    {
        var project = UserProject.Create([source]);
        project = project.WithAssemblyName(name);
        if (!isLibrary)
        {
            project =
                project.AddSyntaxTrees(UserProject.EntryPoint).WithOptions(project.Options.WithOutputKind(OutputKind.ConsoleApplication));
        }

        CSharpGeneratorDriver.Create([new EventStreamGenerator().AsSourceGenerator()], parseOptions: UserProject.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, TestContext.Current.CancellationToken);
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
