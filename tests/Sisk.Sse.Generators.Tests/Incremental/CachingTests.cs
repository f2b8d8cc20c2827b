using System.Globalization;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Incremental;

/// <summary>The steps that the generator repeats after an edit: those that it must, and no others.</summary>
public sealed class CachingTests
{
    public static TheoryData<string> Edits => [.. Edit.All.Select(edit => edit.Name)];

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_runs_again_what_it_must_and_nothing_else(string name)
    {
        var edit = Edit.All.Single(candidate => candidate.Name == name);
        var before = Edit.Before();

        var result = Run(before, edit.After(before));

        Assert.Equal(edit.Binds, result.TrackedSteps[TrackingNames.Endpoints].SelectMany(run => run.Outputs).Any(IsNew));
        Assert.Equal(edit.Steps.Order(StringComparer.Ordinal), ChangedSteps(result).Order(StringComparer.Ordinal));
        Assert.Equal(edit.Files, Outputs(result).Count(IsChanged));
    }

    [Fact]
    public void Every_step_of_the_pipeline_is_tracked_under_a_name()
    {
        var project = Project.Create(SourceTexts.Contract, SourceTexts.Everything);

        var result = Run(project, project);

        Assert.Subset(result.TrackedSteps.Keys.ToHashSet(), TrackingNames.All.ToHashSet());
    }

    [Fact]
    public void The_order_of_files_makes_no_difference()
    {
        var project = Edit.Before();
        var turned = project.RemoveAllSyntaxTrees().AddSyntaxTrees(project.SyntaxTrees.Reverse());

        Assert.Equal(Generated.From(project).Files, Generated.From(turned).Files);
    }

    [Fact]
    public void The_culture_makes_no_difference_and_lines_end_in_LF()
    {
        var before = Generated.From(SourceTexts.Contract, SourceTexts.Everything).Files;
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (strange.NumberFormat.NegativeSign, strange.NumberFormat.NumberDecimalSeparator) = ("minus", ",");
            CultureInfo.CurrentCulture = strange;

            Assert.Equal(before, Generated.From(SourceTexts.Contract, SourceTexts.Everything).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.All(before.Values, text => Assert.DoesNotContain('\r', text));
    }

    private static GeneratorRunResult Run(Compilation before, Compilation after) =>
        Generated.Driver(trackSteps: true)
            .RunGenerators(before, TestContext.Current.CancellationToken)
            .RunGenerators(after, TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();

    private static IEnumerable<string> ChangedSteps(GeneratorRunResult result) =>
        from step in result.TrackedSteps
        where TrackingNames.Models.Contains(step.Key) && step.Value.SelectMany(run => run.Outputs).Any(IsChanged)
        select step.Key;

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs);

    private static bool IsNew((object Value, IncrementalStepRunReason Reason) output) => output.Reason != IncrementalStepRunReason.Cached;

    private static bool IsChanged((object Value, IncrementalStepRunReason Reason) output) =>
        output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
}
