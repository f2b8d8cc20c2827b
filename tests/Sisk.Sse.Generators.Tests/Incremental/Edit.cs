using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Incremental;

/// <summary>One edit of a project, and what it must make the generator do again; everything else must stay as it was.</summary>
/// <param name="Name">The reason, as a user would say it.</param>
/// <param name="File">The edited file.</param>
/// <param name="Old">The text that is replaced.</param>
/// <param name="New">What replaces it.</param>
/// <param name="Steps">The steps whose results change.</param>
/// <param name="Files">How many generated files are written anew or go.</param>
internal sealed record Edit(string Name, string File, string Old, string New, string[] Steps, int Files)
{
    private const string Endpoints = TrackingNames.GetEndpoints;
    private const string AllEndpoints = TrackingNames.AllEndpoints;
    private const string Controllers = TrackingNames.Controllers;
    private const string HelperNames = TrackingNames.HelperNames;

    private static readonly Dictionary<string, string> _project = new()
    {
        ["Orders.cs"] = """
            namespace Shop;

            public sealed class Orders
            {
                [RouteGet("/orders/{id}")]
                public EventStream<OrderEvent> Watch(int id) => new();

                [RouteGet("/news")]
                public EventStream<string> News() => new();
            }
            """,
        ["Rooms.cs"] = """
            namespace Shop;

            public sealed class Rooms
            {
                [RouteGet("/rooms/{room}")]
                public EventStream<string> Messages(string room) => new();
            }
            """,
        ["Events.cs"] = """
            namespace Shop;

            public abstract record OrderEvent
            {
                public sealed record Shipped(string Carrier) : OrderEvent;
            }
            """,
        ["Unrelated.cs"] = """
            namespace Shop;

            public sealed class Unrelated
            {
                public int Number => 1;
            }
            """,
    };

    public static IReadOnlyList<Edit> All { get; } =
    [
        new("an unrelated edit", "Unrelated.cs", "=> 1", "=> 2", [], 0),
        new("a new type elsewhere", "Unrelated.cs", "namespace Shop;", "namespace Shop;\npublic sealed class Another;", [], 0),
        new("a comment above a method", "Orders.cs", "[RouteGet(\"/news\")]", "// The news.\n    [RouteGet(\"/news\")]", [], 0),
        new("another body", "Orders.cs", "Watch(int id) => new();", "Watch(int id) { return new(); }", [], 0),
        new("another member of an event", "Events.cs", "string Carrier", "string Carrier, int Days", [], 0),
        new("a new method", "Rooms.cs", "    [RouteGet", "    [RouteGet(\"/a\")] public EventStream<int> A() => new();\n    [RouteGet",
            [Endpoints, AllEndpoints, Controllers], 1),
        new("a changed route", "Rooms.cs", "/rooms/{room}", "/halls/{room}", [Endpoints, AllEndpoints, Controllers], 1),
        new("a removed method", "Orders.cs", "[RouteGet(\"/news\")]", "", [Endpoints, AllEndpoints, Controllers], 1),
        new("a new event in another file", "Events.cs", "    public sealed record Shipped",
            "    public sealed record Paid : OrderEvent;\n    public sealed record Shipped", [Endpoints, AllEndpoints, Controllers], 1),
        new("another name of an event in another file", "Events.cs", "public sealed", "[EventName(\"sent\")] public sealed",
            [Endpoints, AllEndpoints, Controllers], 1),
        new("another constructor", "Orders.cs", "class Orders", "class Orders(IServiceProvider services)",
            [Endpoints, AllEndpoints, Controllers], 1),
        new("a renamed controller", "Rooms.cs", "class Rooms", "class Suites", [Endpoints, AllEndpoints, Controllers, HelperNames], 2),
        new("a first POST", "Rooms.cs", "[RouteGet", "[RoutePost", [Endpoints, TrackingNames.PostEndpoints, AllEndpoints, Controllers], 1),
    ];

    public static CSharpCompilation Before() =>
        Project.Create().AddSyntaxTrees(_project.Select(file => Project.Parse(file.Value, file.Key)));

    public CSharpCompilation After(CSharpCompilation project)
    {
        var before = _project[File];
        Assert.Contains(Old, before);
        var tree = project.SyntaxTrees.Single(candidate => candidate.FilePath == File);
        return project.ReplaceSyntaxTree(tree, Project.Parse(before.Replace(Old, New), File));
    }

    public override string ToString() => Name;
}
