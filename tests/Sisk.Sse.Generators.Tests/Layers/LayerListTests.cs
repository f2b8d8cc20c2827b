using Sisk.Sse.Tests.Layers;

namespace Sisk.Sse.Generators.Tests.Layers;

/// <summary>The mistakes that the layer test finds in a small project, where they were made on purpose.</summary>
public sealed class LayerListTests
{
    private static readonly LayerList _layers = new("Wire", "Topics", "Topics/Log");

    [Fact]
    public void Project_in_order_has_no_violations() => Assert.Empty(Find());

    [Theory]
    [InlineData("internal class Early { private readonly global::Shop.Topics.Topic? _topic; }")]
    [InlineData("internal class Early { private readonly object _topic = global::Shop.Topics.Topic.Create(); }")]
    [InlineData("internal class Early { private static int Count(object topic) => global::Shop.Topics.Extensions.Length(topic); }")]
    public void Arrow_against_the_list_is_a_violation(string code) =>
        Assert.Contains(
            Find(("Wire/Early.cs", "namespace Shop.Wire; " + code)),
            v => v.StartsWith("Wire/Early.cs:1: 'Wire' uses 'Topics'", StringComparison.Ordinal));

    [Fact]
    public void Extension_method_of_a_later_folder_is_a_violation() =>
        Assert.Contains(
            "Wire/Early.cs:3: 'Wire' uses 'Topics' (Extensions)",
            Find(("Wire/Early.cs", "using Shop.Topics;\nnamespace Shop.Wire;\ninternal class Early { private static int Count(object topic) => topic.Length(); }")));

    [Fact]
    public void Nested_folder_has_a_place_of_its_own() =>
        Assert.Contains(
            "Topics/Late.cs:1: 'Topics' uses 'Topics/Log' (Entry)",
            Find(("Topics/Late.cs", "namespace Shop.Topics; internal class Late(Log.Entry entry) { public object Entry => entry; }")));

    [Fact]
    public void Circle_is_a_violation() =>
        Assert.Contains(
            "These folders use one another: Topics, Wire",
            Find(("Wire/Early.cs", "namespace Shop.Wire; internal class Early : Topics.Topic;")));

    [Theory]
    [InlineData("Wire/Wrong.cs", "Shop", "Shop.Wire")]
    [InlineData("Topics/Log/Wrong.cs", "Shop.Topics", "Shop.Topics.Log")]
    [InlineData("Topics/Inner/Wrong.cs", "Shop.Topics", "Shop.Topics.Inner")]
    [InlineData("Wrong.cs", "Shop.Wire", "Shop")]
    public void Namespace_other_than_the_folder_is_a_violation(string path, string actual, string expected) =>
        Assert.Equal(
            [$"{path} declares the namespace {actual} instead of {expected}"], Find((path, $"namespace {actual}; internal class Wrong;")));

    [Fact]
    public void Folder_that_is_not_listed_is_a_violation() =>
        Assert.Equal(["'Other' is not in the list"], Find(("Other/New.cs", "namespace Shop.Other; internal class New;")));

    [Fact]
    public void Reference_in_a_documentation_comment_is_no_arrow() =>
        Assert.Empty(Find(
            ("Wire/Early.cs", "namespace Shop.Wire; /// <summary>Used by <see cref=\"Topics.Topic\"/>.</summary>\ninternal class Early;")));

    [Fact]
    public void Arrow_that_the_design_forbids_is_a_violation() =>
        Assert.NotEmpty((_layers with { Forbidden = ["Topics -> Wire"] }).FindViolations(Project()));

    private static IReadOnlyList<string> Find(params (string Path, string Text)[] added) => _layers.FindViolations(Project(added));

    private static SourceProject Project(params (string Path, string Text)[] added) => SourceProject.Create("Shop", "Shop",
    [
        ("Wire/Frame.cs", "namespace Shop.Wire; internal class Frame;"),
        ("Topics/Topic.cs", "namespace Shop.Topics; internal class Topic { public Wire.Frame? Last; public static object Create() => new Topic(); }"),
        ("Topics/Extensions.cs", "namespace Shop.Topics; internal static class Extensions { public static int Length(this object topic) => 1; }"),
        ("Topics/Log/Entry.cs", "namespace Shop.Topics.Log; internal class Entry { public Topic? Owner; }"),
        ("Startup.cs", "namespace Shop; public class Startup { internal Topics.Log.Entry? First; }"),
        .. added,
    ]);
}
