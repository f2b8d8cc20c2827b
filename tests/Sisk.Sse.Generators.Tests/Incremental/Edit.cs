using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Incremental;

/// <summary>One edit of a project, and what it must make the generator do again; everything else must stay as it was.</summary>
/// <param name="Name">The reason, as a user would say it.</param>
/// <param name="File">The edited file.</param>
/// <param name="Old">The text that is replaced.</param>
/// <param name="New">The text that replaces it.</param>
/// <param name="Binds">True if annotated methods are bound again, because declarations that they can depend on have changed.</param>
/// <param name="Steps">The steps whose results change.</param>
/// <param name="Files">The number of generated files that are written again or removed.</param>
internal sealed record Edit(string Name, string File, string Old, string New, bool Binds, string[] Steps, int Files)
{
    private const string Endpoints = TrackingNames.Endpoints;
    private const string Controllers = TrackingNames.Controllers;
    private const string HelperNames = TrackingNames.HelperNames;
    private const string Contract = TrackingNames.Contract;

    private static readonly Dictionary<string, string> _project = new()
    {
        ["Orders.cs"] = """
            namespace Shop;

            public sealed class Orders
            {
                [RouteGet("/orders/{id}")]
                public EventStream<OrderEvent> Watch(int id) => new();

                [RouteGet(Routes.News)]
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
                private readonly int _field = 1;

                public int Number => _field + 2;

                public int Compute(int number)
                {
                    return number + 3;
                }
            }
            """,
        ["Routes.cs"] = """
            namespace Shop;

            public static class Routes
            {
                public const string News = "/news";
            }
            """,
        ["Halls.cs"] = """
            namespace Shop;

            public sealed class Halls : HallRoutes
            {
                [RouteGet(Root), Seats(Count)]
                public EventStream<string> Doors() => new();
            }
            """,
        ["HallRoutes.cs"] = "global using static Shop.Sizes; namespace Shop; public abstract class HallRoutes : Paths;",
        ["Paths.cs"] = "namespace Shop; public abstract class Paths { protected const string Root = Names.Halls; }",
        ["Names.cs"] = "namespace Shop; public static class Names { public const string Halls = \"/halls\"; }",
        ["Sizes.cs"] = "namespace Shop; public static class Sizes { public const int Count = 5; }",
        ["Seats.cs"] = "namespace Shop; public sealed class SeatsAttribute : Attribute { public SeatsAttribute(int count) => _ = count; }",
    };

    public static IReadOnlyList<Edit> All { get; } =
    [
        new("another statement elsewhere", "Unrelated.cs", "number + 3", "number * 4", false, [], 0),
        new("another expression elsewhere", "Unrelated.cs", "=> _field + 2", "=> _field", false, [], 0),
        new("another initial value elsewhere", "Unrelated.cs", "_field = 1", "_field = 2", false, [], 0),
        new("a comment above a method", "Orders.cs", "[RouteGet(\"/orders", "// The orders.\n    [RouteGet(\"/orders", false, [], 0),
        new("the XML comment of an annotated method", "Orders.cs", "[RouteGet(\"/orders", "/// <summary>The orders.</summary>\n    [RouteGet(\"/orders",
            true, [Endpoints, Controllers], 1),
        new("another body of an annotated method", "Orders.cs", "News() => new();", "News() => new() { First = [] };", false, [], 0),
        new("a new member elsewhere", "Unrelated.cs", "public int Number", "public int More => 3;\n    public int Number", false, [], 0),
        new("another signature elsewhere", "Unrelated.cs", "Compute(int number)", "Compute(long number)", false, [], 0),
        new("another base type elsewhere", "Unrelated.cs", "class Unrelated", "class Unrelated : Paths", true, [], 0),
        new("a first annotated method in a file", "Unrelated.cs", "public int Compute",
            "[RouteGet(\"/new\")] public EventStream<int> New() => new();\n    public int Compute", true, [Endpoints, Controllers, HelperNames, Contract], 3),
        new("a new type elsewhere", "Unrelated.cs", "namespace Shop;", "namespace Shop;\npublic sealed class Another;", true, [], 0),
        new("a body in place of an expression", "Orders.cs", "Watch(int id) => new();", "Watch(int id) { return new(); }", true, [], 0),
        new("another member of an event", "Events.cs", "string Carrier", "string Carrier, int Days", true, [Contract], 1),
        new("a new method", "Rooms.cs", "    [RouteGet", "    [RouteGet(\"/a\")] public EventStream<int> A() => new();\n    [RouteGet",
            true, [Endpoints, Controllers, Contract], 2),
        new("a changed route", "Rooms.cs", "/rooms/{room}", "/halls/{room}", true, [Endpoints, Controllers, Contract], 2),
        new("a route that is a constant of another file", "Routes.cs", "\"/news\"", "\"/latest\"", true, [Endpoints, Controllers, Contract], 2),
        new("a constant of a constant of a base class", "Names.cs", "\"/halls\"", "\"/rooms\"", true, [Endpoints, Controllers, Contract], 2),
        new("a constant without its class's name", "Sizes.cs", "= 5", "= 6", true, [Endpoints, Controllers], 1),
        new("an attribute that is written without its suffix", "Seats.cs", "public SeatsAttribute", "private SeatsAttribute",
            true, [Endpoints, Controllers], 1),
        new("a removed method", "Orders.cs", "[RouteGet(Routes.News)]", "", true, [Endpoints, Controllers, Contract], 2),
        new("a new event in another file", "Events.cs", "    public sealed record Shipped",
            "    public sealed record Paid : OrderEvent;\n    public sealed record Shipped", true, [Endpoints, Controllers, Contract], 2),
        new("another name of an event in another file", "Events.cs", "public sealed", "[EventName(\"sent\")] public sealed",
            true, [Endpoints, Controllers, Contract], 2),
        new("an event in another file that is one no longer", "Events.cs", " : OrderEvent;", ";", true, [Endpoints, Controllers, Contract], 2),
        new("annotations switched off", "Routes.cs", "namespace Shop;", "namespace Shop;\n#nullable disable", true, [], 0),
        new("another constructor", "Orders.cs", "class Orders", "class Orders(IServiceProvider services)",
            true, [Endpoints, Controllers], 1),
        new("a route with text behind it that is no code", "Routes.cs", "\"/news\"", "\"/news\" \"/more\"", true, [Endpoints, Controllers, Contract], 2),
        new("another way to write the attribute", "Rooms.cs", "[RouteGet", "[Sisk.Sse.RouteGetAttribute", true, [], 0),
        new("a renamed controller", "Rooms.cs", "class Rooms", "class Suites", true, [Endpoints, Controllers, HelperNames, Contract], 3),
        new("a first POST", "Rooms.cs", "[RouteGet", "[RoutePost", true, [Endpoints, Controllers, Contract], 2),
    ];

    public static CSharpCompilation Before() =>
        Project.Create().AddSyntaxTrees(_project.Select(file => Project.Parse(file.Value, file.Key)).ToArray());

    public CSharpCompilation After(CSharpCompilation project)
    {
        var before = _project[File];
        Assert.Contains(Old, before);
        var tree = project.SyntaxTrees.Single(candidate => candidate.FilePath == File);
        return project.ReplaceSyntaxTree(tree, Project.Parse(before.Replace(Old, New), File));
    }

    public override string ToString() => Name;
}
