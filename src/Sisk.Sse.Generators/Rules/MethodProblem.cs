namespace Sisk.Sse.Generators.Rules;

/// <summary>The reasons why a route cannot call a method.</summary>
internal enum MethodProblem
{
    None,
    Abstract,

    /// <summary>It is an explicit implementation of an interface.</summary>
    ExplicitImplementation,

    /// <summary>It is generic, and the type arguments are unknown.</summary>
    Generic,

    /// <summary>It is private or protected.</summary>
    Inaccessible,

    /// <summary>It has a <c>ref</c> or <c>out</c> parameter.</summary>
    RefParameter,
}
