using System.Text.Json.Serialization;

namespace Sisk.Sse.Tests.Description;

/// <summary>Streams whose payloads contain themselves, each other, and forms of a type; two of them have events of one name.</summary>
[RoutePrefix("/shaped")]
public sealed class ShapedEvents
{
    [RouteGet("/trees")]
    public static EventStream<TreeEvent> Trees() => new();

    [RouteGet("/hedges")]
    public static EventStream<HedgeEvent> Hedges() => new();
}

[JsonDerivedType(typeof(Grown)), JsonDerivedType(typeof(Cut))]
public abstract record TreeEvent
{
    public sealed record Grown(Branch Trunk, List<Branch> Alive, List<Branch> Dead, Dictionary<string, Branch> ByName) : TreeEvent;

    public sealed record Cut(Season? When) : TreeEvent;
}

[JsonDerivedType(typeof(Grown))]
public abstract record HedgeEvent
{
    public sealed record Grown(int Centimeters) : HedgeEvent;
}

public sealed record Branch(int Length, Branch? Parent, List<Branch> Children, Leaf Leaf);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Needle), "needle"), JsonDerivedType(typeof(Blade), "blade")]
public abstract record Leaf;

public sealed record Needle(int Length) : Leaf;

public sealed record Blade(List<Branch> On, Leaf? Next) : Leaf;

public enum Season
{
    Spring,
    Autumn,
}
