namespace Sisk.Sse.Generators.Rules;

/// <summary>The reasons why a route cannot call a method.</summary>
internal enum MethodProblem
{
    None,
    Abstract,

    /// <summary>It implements a member of an interface under the interface's name.</summary>
    ExplicitImplementation,

    /// <summary>Nothing says which type arguments to use.</summary>
    Generic,

    /// <summary>Private or protected.</summary>
    Inaccessible,

    /// <summary>A <c>ref</c> or <c>out</c> parameter: a request holds no variables.</summary>
    RefParameter,
}
