namespace Sisk.Sse.Generators.Model;

/// <summary>The user's method, as generated code calls it and refers to it.</summary>
/// <param name="Name">Its name as declared, unescaped.</param>
/// <param name="Signature">The types of its parameters, by which methods of the same name are ordered.</param>
/// <param name="Reference">The <c>cref</c> that refers to it in documentation comments.</param>
/// <param name="ResultType">The type of its result. If it returns a task, the type of the result of the task.</param>
/// <param name="IsStatic">True if it is static.</param>
/// <param name="IsAwaited">True if it returns a task.</param>
/// <param name="TaskMayBeMissing">True if it can return null in place of a task: it is not async, and the task is an object.</param>
/// <param name="MayBeNull">True if its result is annotated as nullable, but the runtime accepts no null.</param>
internal sealed record MethodModel(
    string Name, string Signature, string Reference, string ResultType, bool IsStatic, bool IsAwaited, bool TaskMayBeMissing,
    bool MayBeNull);
