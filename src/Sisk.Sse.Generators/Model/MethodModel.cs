namespace Sisk.Sse.Generators.Model;

/// <summary>The user's method: its name, its call and the reference to it.</summary>
/// <param name="Name">As declared, unescaped.</param>
/// <param name="Signature">Its parameters' types: what orders two methods of one name.</param>
/// <param name="Reference">The <c>cref</c> that refers to it in documentation comments.</param>
/// <param name="ResultType">The type that it returns, or that the task it returns is of.</param>
/// <param name="IsStatic">Called on the type instead of on an instance.</param>
/// <param name="IsAwaited">Its result is a task.</param>
/// <param name="MayBeNull">Its result is annotated to be null where the runtime takes none.</param>
internal sealed record MethodModel(
    string Name, string Signature, string Reference, string ResultType, bool IsStatic, bool IsAwaited, bool MayBeNull);
