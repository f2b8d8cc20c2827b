using System.Reflection;
using System.Text.Json;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.Contract;

/// <summary>Numbers that System.Text.Json writes as text, and the contract.</summary>
public sealed class NumberTextTests
{
    private const string AsText =
        "[System.Text.Json.Serialization.JsonNumberHandling(System.Text.Json.Serialization.JsonNumberHandling.WriteAsString)]";

    /// <summary>The types, and the code that creates an <c>X</c> with the number 1 in its member <c>V</c>.</summary>
    public static TheoryData<string, string> Types => new()
    {
        { AsText + " public sealed record X(long V);", "new X(1)" },
        { AsText + " public sealed record X(long? V);", "new X(1)" },
        { AsText + " public sealed record X(List<long> V);", "new X([1])" },
        { AsText + " public sealed record X(decimal?[] V);", "new X([1])" },
        { AsText + " public sealed record X(Dictionary<string, decimal> V);", "new X(new() { [\"a\"] = 1 })" },
        { AsText + " public sealed record X(List<List<long>> V);", "new X([[1]])" },
        { AsText + " public sealed record X(Inner V); public sealed record Inner(long N);", "new X(new(1))" },
        { "public sealed class X { " + AsText + " public Half V { get; set; } = Half.One; }", "new X()" },
        { "public sealed class X { " + AsText + " public int[] V { get; set; } = [1]; }", "new X()" },
        { "public sealed class X { " + AsText + " public Dictionary<string, int?> V { get; set; } = new() { [\"a\"] = 1 }; }", "new X()" },
        { AsText + " public sealed class Numbers : List<long>; public sealed record X(Numbers V);", "new X([1])" },
        { AsText + " public abstract record Base(long V); public sealed record X(long V) : Base(V);", "new X(1)" },
        { "public abstract class Base { public long V { get; set; } = 1; } " + AsText + " public sealed class X : Base;", "new X()" },
        { "public abstract class Base { " + AsText + " public virtual long V { get; set; } = 1; } public sealed class X : Base;", "new X()" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Numbers_are_in_the_contract_as_they_are_on_the_wire(string types, string value)
    {
        var library = CompiledLibrary.From("Shop", $$"""
            namespace Shop;
            {{types}}
            public sealed class Orders { [RouteGet("/x")] public EventStream<X> Watch() => new(); }
            public static class Sample { public static object Value => {{value}}; }
            """);
        var sample = Assembly.Load(library.Image).GetType("Shop.Sample")!.GetProperty("Value")!.GetValue(null)!;
        var wire = JsonSerializer.SerializeToElement(sample, JsonSerializerOptions.Web).GetProperty("v");
        var contract = ContractReader.Read(ProjectContract.Read(library.Image)!);

        Assert.Equal(NumberKind(wire), NumberKind(contract.TypeOf("Shop.X").Member("v"), contract));
    }

    private static JsonValueKind NumberKind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => NumberKind(json[0]),
        JsonValueKind.Object => NumberKind(json.EnumerateObject().First().Value),
        var kind => kind,
    };

    private static JsonValueKind NumberKind(Shape shape, StreamContract contract) => shape.Kind switch
    {
        ShapeKind.Array or ShapeKind.Map => NumberKind(shape.Item, contract),
        ShapeKind.Reference => NumberKind(contract.TypeOf(shape.Name).Properties[0].Shape, contract),
        ShapeKind.Text => JsonValueKind.String,
        _ => JsonValueKind.Number,
    };
}
