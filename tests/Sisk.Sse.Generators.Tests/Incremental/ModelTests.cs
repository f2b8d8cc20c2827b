using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Incremental;

/// <summary>The objects that are kept between two runs.</summary>
public sealed class ModelTests
{
    [Fact]
    public void No_step_keeps_a_symbol_a_node_a_location_or_a_compilation()
    {
        var result = Generated.Driver(trackSteps: true)
            .RunGenerators(Project.Create(SourceTexts.Contract, SourceTexts.Everything), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();

        // Each step but the first, which has the files themselves, as the compiler hands them in.
        var kept = TrackingNames.Inputs.Concat(TrackingNames.Models)
            .SelectMany(name => result.TrackedSteps[name])
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value)
            .ToList();

        Assert.NotEmpty(kept.OfType<EquatableArray<EndpointModel>>());
        Assert.NotEmpty(kept.OfType<DeclaredProject>());
        Assert.NotEmpty(kept.OfType<ControllerFileModel>());
        Assert.All(kept, value => Assert.Null(ObjectGraph.FindForbidden(value)));
    }

    [Fact]
    public void The_compilation_of_the_keystroke_before_is_not_kept()
    {
        var driver = Generated.Driver();
        var before = RunOn(new Edit("", "Unrelated.cs", "=> _field", "=> _field + 1", false, [], 0));
        RunOn(new Edit("", "Unrelated.cs", "=> _field", "=> _field + 2", false, [], 0));

        GC.Collect();

        Assert.False(before.TryGetTarget(out _));
        GC.KeepAlive(driver);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference<Compilation> RunOn(Edit edit)
        {
            var compilation = edit.After(Edit.Before());
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            return new WeakReference<Compilation>(compilation);
        }
    }

    [Fact]
    public void A_setting_of_the_project_file_may_change_long_after_the_declarations()
    {
        var driver = Generated.Driver();
        var before = Run("_field + 1", "CamelCase");
        Run("_field + 2", "CamelCase");

        GC.Collect();

        Assert.False(before.TryGetTarget(out _));
        Run("_field + 3", "SnakeCaseUpper");
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Contains("CARRIER", result.GeneratedSources.Single(source => source.HintName.Contains("Contract", StringComparison.Ordinal)).SourceText.ToString());

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference<Compilation> Run(string body, string naming)
        {
            var compilation = new Edit("", "Unrelated.cs", "=> _field", "=> " + body, false, [], 0).After(Edit.Before());
            driver = Generated.WithProperties(driver, new() { ["build_property.EventStreamJsonNaming"] = naming })
                .RunGenerators(compilation, TestContext.Current.CancellationToken);
            return new WeakReference<Compilation>(compilation);
        }
    }

    [Fact]
    public void The_walk_finds_what_it_must_not_find_in_a_model()
    {
        var project = Project.Create(SourceTexts.Contract);
        var node = project.SyntaxTrees[^1].GetRoot(TestContext.Current.CancellationToken);
        var symbol = project.GetTypeByMetadataName("Shop.OrderEvents")!;

        Assert.NotNull(ObjectGraph.FindForbidden(new Holder(symbol)));
        Assert.NotNull(ObjectGraph.FindForbidden(new Holder(ImmutableArray.Create<object>("text", new Holder(symbol.Locations[0])))));
        Assert.NotNull(ObjectGraph.FindForbidden(new Dictionary<string, object> { ["key"] = node }));
        Assert.NotNull(ObjectGraph.FindForbidden(new Lazy<Compilation>(project)));
        Assert.Null(ObjectGraph.FindForbidden(new Holder("text")));
    }

    [Fact]
    public void Two_parses_of_one_project_are_equal()
    {
        Assert.Equal(Parse(), Parse());

        static List<object> Parse() => Generated.Driver(trackSteps: true)
            .RunGenerators(Project.Create(SourceTexts.Contract, SourceTexts.Everything), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single().TrackedSteps[TrackingNames.Controllers]
            .SelectMany(step => step.Outputs).Select(output => output.Value).ToList();
    }

    [Fact]
    public void Arrays_are_equal_when_their_items_are()
    {
        EquatableArray<string> empty = default;

        Assert.Equal(new[] { "a", "b" }.ToEquatableArray(), new[] { "a", "b" }.ToEquatableArray());
        Assert.Equal(new[] { "a" }.ToEquatableArray().GetHashCode(), new[] { "a" }.ToEquatableArray().GetHashCode());
        Assert.NotEqual(new[] { "a", "b" }.ToEquatableArray(), new[] { "b", "a" }.ToEquatableArray());
        Assert.Equal(empty, Array.Empty<string>().ToEquatableArray());
    }

    private sealed record Holder(object Value);
}
