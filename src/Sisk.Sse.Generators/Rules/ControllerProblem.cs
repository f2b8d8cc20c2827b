namespace Sisk.Sse.Generators.Rules;

/// <summary>The reasons why the methods of a type cannot be endpoints.</summary>
internal enum ControllerProblem
{
    None,

    /// <summary>An interface or a structure.</summary>
    NotAClass,

    /// <summary>Nothing can create an instance.</summary>
    Abstract,

    /// <summary>Nothing says which type arguments to use; also of a type nested in a generic one.</summary>
    Generic,

    /// <summary>Private, protected or local to a file, or nested in such a type.</summary>
    Inaccessible,

    /// <summary>It has <c>required</c> members, and its constructor does not set them. Its static methods can be called.</summary>
    RequiredMember,
}
