namespace Sisk.Sse.Sessions;

/// <summary>The kind of code that a session runs, which decides when its stream ends.</summary>
internal enum SessionKind
{
    /// <summary>A method that returns an <see cref="EventStream{T}"/>. The stream stays open after the method has returned.</summary>
    Push,

    /// <summary>A method that returns a sequence. The stream ends with the enumeration.</summary>
    Pull,

    /// <summary>A handler of the imperative API on one of this library's endpoints. The stream ends with the handler.</summary>
    Imperative,

    /// <summary>An endpoint or middleware of the application. The stream ends with the request.</summary>
    Foreign,

    /// <summary>A stream of the inspector. It takes no slot of a client, and telemetry leaves it out.</summary>
    Inspection,
}
