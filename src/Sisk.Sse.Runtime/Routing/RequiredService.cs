using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse.Routing;

/// <summary>
/// Shows a service of a controller to <c>ValidateOnBuild</c>, which does not look into the generated code that creates the controller.
/// Never created.
/// </summary>
/// <typeparam name="TController">The controller, which the container's message names.</typeparam>
/// <typeparam name="TService">The type of the service.</typeparam>
[SuppressMessage("Performance", "CA1812", Justification = "The container validates its constructor.")]
internal sealed class RequiredService<TController, TService>(TService service)
{
    internal TService Service { get; } = service;
}

/// <summary>Stands for a controller that is a static class, which cannot be a type argument.</summary>
internal abstract class StaticController;
