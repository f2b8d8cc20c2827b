using System.ComponentModel;

namespace Sisk.Sse.CompilerServices;

/// <summary>
/// Says which type of a library adds and maps the streams of its controllers. The generator reads it in each application that references
/// the library, and has the application's own <c>AddEventStreams()</c> and <c>MapEventStreams()</c> call it. For generated code.
/// </summary>
/// <param name="registration">A static class with <c>AddServices(IServiceCollection)</c> and <c>MapEndpoints(EndpointsBuilder)</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EventStreamLibraryAttribute(Type registration) : Attribute
{
    /// <summary>The class that adds and maps.</summary>
    public Type Registration { get; } = registration;
}
