namespace Sisk.Sse.Generators.Rules;

/// <summary>The reasons why the methods of a type cannot be endpoints.</summary>
internal enum ControllerProblem
{
    None,

    /// <summary>It is an interface or a struct.</summary>
    NotAClass,

    /// <summary>It is abstract, so that nothing can create an instance.</summary>
    Abstract,

    /// <summary>It is generic or nested in a generic type, and the type arguments are unknown.</summary>
    Generic,

    /// <summary>It is private, protected or local to a file, or nested in such a type.</summary>
    Inaccessible,

    /// <summary>It has <c>required</c> members that its constructor does not set. Its static methods can still be called.</summary>
    RequiredMember,
}
