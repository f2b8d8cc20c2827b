using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Tests.Contract;

/// <summary>Types and classes of an application and its libraries that have the same names.</summary>
public sealed class MergingTests
{
    [Fact]
    public void A_type_that_refers_to_a_renamed_one_is_renamed_too()
    {
        var merged =
            ContractMerging.Merge("App", [Contract("App", "integer"), Contract("Library", "string"), Contract("Other", "integer")]);

        Assert.Equal(["Shop.Line", "Shop.Line@Library", "Shop.Order", "Shop.Order@Library"], merged.Types.Select(type => type.Id));
        Assert.Equal("Shop.Line", Line(merged, "Shop.Order"));
        Assert.Equal("Shop.Line@Library", Line(merged, "Shop.Order@Library"));
        Assert.Equal(["Shop.Order", "Shop.Order@Library", "Shop.Order"], merged.Streams.Select(stream => stream.Payload!.Name));
    }

    [Fact]
    public void A_class_whose_streams_have_names_of_another_assembly_gets_the_name_of_its_own()
    {
        var merged = ContractMerging.Merge("App",
        [
            Streams("App", "Shop.Orders.Watch /a"),
            Streams("Acme.One", "Shop.Orders.Watch /b", "Shop.Orders.Feed /c", "Shop.Rooms.Watch /d"),
            Streams("Acme.Two", "Shop.Orders.watch /e", "Shop.Rooms.List /f"),
        ]);

        Assert.Equal(
            [
                "Shop.Orders.Watch /a", "Shop.Orders@Acme.One.Feed /c", "Shop.Orders@Acme.One.Watch /b", "Shop.Orders@Acme.Two.watch /e",
                "Shop.Rooms.List /f", "Shop.Rooms.Watch /d",
            ],
            merged.Streams.Select(stream => $"{stream.Id} {stream.Route}"));
    }

    [Fact]
    public void Streams_whose_types_alone_differ_are_distinguished()
    {
        var contracts = new[] { Contract("App", "integer"), Contract("Library", "string") }
            .Select(
                contract => contract with { Streams = new([contract.Streams[0] with { Controller = "Shop.Orders", Route = "/orders" }]) });

        Assert.Equal(
            ["Shop.Orders.Watch", "Shop.Orders@Library.Watch"],
            ContractMerging.Merge("App", [.. contracts]).Streams.Select(stream => stream.Id));
    }

    /// <summary>A contract of streams that are given by their names and routes.</summary>
    private static StreamContract Streams(string assembly, params string[] streams) => new(
        assembly,
        new([.. streams.Select(text =>
        {
            var (dot, space) = (text.LastIndexOf('.'), text.IndexOf(' '));
            return new ContractStream(
                text[..dot], text[(dot + 1)..space], "GET", text[(space + 1)..], StreamKind.Push, Contracts.StreamEnd.None, Shape.Text(), default, default);
        })]),
        default);

    private static string Line(StreamContract contract, string id) => Assert.Single(contract.FindType(id)!.Properties).Shape.Name;

    /// <summary>An order of one line, whose number has a type of the assembly's own.</summary>
    private static StreamContract Contract(string assembly, string number)
    {
        ContractStream stream = new(
            assembly,
            "Watch",
            "GET",
            "/" + assembly,
            StreamKind.Push,
            Contracts.StreamEnd.None,
            Shape.Reference("Shop.Order"),
            default,
            default);
        ContractType line = new("Shop.Line", Properties: new(
            [new ContractProperty("number", "Number", number == "string" ? Shape.Text() : Shape.Integer("int32"), IsRequired: true)]));
        ContractType order = new(
            "Shop.Order", Properties: new([new ContractProperty("line", "Line", Shape.Reference("Shop.Line"), IsRequired: true)]));
        return new StreamContract(assembly, new([stream]), new([line, order]));
    }
}
