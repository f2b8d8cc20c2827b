using Sisk.Sse.Build;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.Support;

/// <summary>The contracts of users' projects, compiled with the generator.</summary>
internal static class ProjectContract
{
    private static readonly Lazy<string> _shop = new(static () => JsonOf(GeneratedCode.From(SourceTexts.Contract)));
    private static readonly Lazy<string> _allShapes = new(static () => JsonOf(GeneratedCode.From(Support.AllShapes.Source)));

    /// <summary>Gets the contract of <see cref="SourceTexts.Contract"/>.</summary>
    public static string Shop => _shop.Value;

    /// <summary>Gets the contract of the project with streams of all shapes.</summary>
    public static string AllShapes => _allShapes.Value;

    /// <summary>The contract of a project with one file in the namespace <c>Shop</c>.</summary>
    public static StreamContract Of(string source, Dictionary<string, string>? properties = null) =>
        ContractReader.Read(JsonOf(GeneratedCode.From(Project.Create("namespace Shop;\n" + source), properties)));

    /// <summary>The contract of a project with one file, which has its own namespaces or none.</summary>
    public static StreamContract OfFile(string source) => ContractReader.Read(JsonOf(GeneratedCode.From(source)));

    /// <summary>The document in the attribute of a compiled project.</summary>
    public static string JsonOf(GeneratedCode generated) => Read(CompiledLibrary.Emit(generated.Compilation))!;

    /// <summary>The document in an image; null without one.</summary>
    public static string? Read(byte[] image)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, image);
            return ContractAttribute.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The type of an event's data.</summary>
    public static ContractType TypeOf(this StreamContract contract, string id) =>
        contract.FindType(id)
            ?? throw new InvalidOperationException($"There is no type {id}, but {string.Join(", ", contract.Types.Select(t => t.Id))}.");

    public static Shape Member(this ContractType type, string name) => type.Properties.Single(p => p.Name == name).Shape;
}
