using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Snapshots;

public sealed class ContractSnapshots
{
    [Fact]
    public void The_example_of_the_contract() =>
        Snapshot.Verify(Generated.From(SourceTexts.Contract).Compiles(), ["Shop.OrderEvents.g.cs", "EventStreams.g.cs"]);

    [Fact]
    public void A_project_without_annotated_methods_still_has_both_calls() =>
        Snapshot.Verify(Generated.From("namespace Shop;").Compiles(), ["EventStreams.g.cs"]);
}
