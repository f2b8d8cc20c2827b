using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Contract;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Contract;

/// <summary>The types of a contract.</summary>
public sealed class TypeParserTests
{
    [Fact]
    public void A_contract_holds_any_number_of_types()
    {
        const int Count = 2500;
        var types = Read(
            string.Concat(Enumerable.Range(0, Count).Select(i => $"public sealed record E{i}(int Number);\n")),
            name => name.StartsWith('E'));

        Assert.Equal(Count, types.Length);
        Assert.All(types, type => Assert.Single(type.Properties));
    }

    [Fact]
    public void A_generic_type_that_grows_in_itself_ends()
    {
        var types = Read(
            "public sealed class Page<T> { public Page<Page<T>>? Next { get; set; } } public sealed record E(Page<int> Page);",
            name => name == "E");

        Assert.InRange(types.Length, 2, 20);
    }

    [Fact]
    public void Members_of_a_type_in_several_files_have_one_order()
    {
        const string One = "public sealed partial class E { public int B { get; set; } }", Other = "public sealed partial class E { public int A { get; set; } }";

        var types = Read([One, Other], static name => name == "E");

        Assert.Equal(["a", "b"], Assert.Single(types).Properties.Select(static property => property.Name));
        Assert.Equal(types, Read([Other, One], static name => name == "E"));
    }

    [Theory]
    [InlineData("Never", true)]
    [InlineData("WhenReading", true)]
    [InlineData("WhenWriting", false)]
    [InlineData("WhenWritingNull", false)]
    [InlineData("WhenWritingDefault", false)]
    public void Members_are_required_when_they_are_always_written(string condition, bool isRequired)
    {
        var types = Read(
            $"using System.Text.Json.Serialization; public sealed class E {{ [JsonIgnore(Condition = JsonIgnoreCondition.{condition})] public string? A {{ get; set; }} }}",
            static name => name == "E");

        Assert.Equal(isRequired, Assert.Single(Assert.Single(types).Properties).IsRequired);
    }

    [Fact]
    public void A_type_in_a_namespace_without_a_name_is_left_out()
    {
        var project = Project.Create("namespace { public sealed record E(int Number); }");
        var parser = new TypeParser(new JsonSettings("CamelCase", HasTextEnums: false), project);
        var type =
            project.GetSymbolsWithName("E", SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>().Single();

        Assert.Equal(Shape.Any, parser.Write(type));
    }

    [Theory]
    [InlineData("public sealed class Old : System.Collections.IEnumerable { public int Count => 1; public System.Collections.IEnumerator GetEnumerator() => null!; } public sealed record E(Old Items);", false)]
    [InlineData("public sealed record E(System.Collections.ArrayList Items);", false)]
    [InlineData("public sealed record E(System.Collections.IEnumerable Items);", false)]
    [InlineData("public sealed record E(System.Collections.Hashtable Items);", true)]
    [InlineData("public sealed record E(System.Collections.IDictionary Items);", true)]
    public void A_collection_that_is_not_generic_holds_anything(string source, bool isMap)
    {
        var shape = Assert.Single(Assert.Single(Read(source, static name => name == "E")).Properties).Shape;

        Assert.Equal((isMap ? ShapeKind.Map : ShapeKind.Array, Shape.Any), (shape.Kind, shape.Item));
    }

    private static ContractType[] Read(string source, Func<string, bool> isRoot) => Read([source], isRoot);

    private static ContractType[] Read(string[] sources, Func<string, bool> isRoot)
    {
        var project = Project.Create(sources);
        var parser = new TypeParser(new JsonSettings("CamelCase", HasTextEnums: false), project);
        foreach (var root in project.GetSymbolsWithName(isRoot, SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>())
        {
            Assert.Equal(ShapeKind.Reference, parser.Write(root).Kind);
        }

        return [.. parser.ReadAll(TestContext.Current.CancellationToken)];
    }
}
