using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Tests.Contract;

/// <summary>Types of an application and its libraries that have the same names.</summary>
public sealed class MergingTests
{
    [Fact]
    public void A_type_that_refers_to_a_renamed_one_is_renamed_too()
    {
        var merged = ContractMerging.Merge("App", [Contract("App", "integer"), Contract("Library", "string"), Contract("Other", "integer")]);

        Assert.Equal(["Shop.Line", "Shop.Line@Library", "Shop.Order", "Shop.Order@Library"], merged.Types.Select(type => type.Id));
        Assert.Equal("Shop.Line", Line(merged, "Shop.Order"));
        Assert.Equal("Shop.Line@Library", Line(merged, "Shop.Order@Library"));
        Assert.Equal(["Shop.Order", "Shop.Order@Library", "Shop.Order"], merged.Streams.Select(stream => stream.Payload!.Name));
    }

    private static string Line(StreamContract contract, string id) => Assert.Single(contract.FindType(id)!.Properties).Shape.Name;

    /// <summary>An order of one line, whose number has a type of the assembly's own.</summary>
    private static StreamContract Contract(string assembly, string number)
    {
        ContractStream stream = new(assembly, "Watch", "GET", "/" + assembly, StreamKind.Push, Contracts.StreamEnd.None, Shape.Reference("Shop.Order"), default, default);
        ContractType line = new("Shop.Line", Properties: new([new ContractProperty("number", "Number", number == "string" ? Shape.Text() : Shape.Integer("int32"), IsRequired: true)]));
        ContractType order = new("Shop.Order", Properties: new([new ContractProperty("line", "Line", Shape.Reference("Shop.Line"), IsRequired: true)]));
        return new StreamContract(assembly, new([stream]), new([line, order]));
    }
}
