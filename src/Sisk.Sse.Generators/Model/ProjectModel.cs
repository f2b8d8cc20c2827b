using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The inputs of the project's generated file, besides the controllers.</summary>
/// <param name="HasRuntime">False if the project references the generator without the runtime. Nothing is generated then.</param>
/// <param name="LibraryName">
/// The class that adds the streams of this library to the applications that reference it; null for an application.
/// </param>
/// <param name="Libraries">The distinct classes of the libraries that this project references, directly or indirectly.</param>
internal sealed record ProjectModel(bool HasRuntime, string? LibraryName, EquatableArray<string> Libraries);
