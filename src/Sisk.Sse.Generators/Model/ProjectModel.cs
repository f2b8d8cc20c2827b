using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The inputs of the project's file besides its controllers.</summary>
/// <param name="HasRuntime">False where the generator is present and the runtime is not: nothing is written then.</param>
/// <param name="LibraryName">
/// The class through which applications that reference this project add its streams; null for an application.
/// </param>
/// <param name="Libraries">The same classes of the projects and packages that this one references, directly or not; each once.</param>
internal sealed record ProjectModel(bool HasRuntime, string? LibraryName, EquatableArray<string> Libraries);
