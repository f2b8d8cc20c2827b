namespace Sisk.Sse.Testing;

/// <summary>
/// An expectation of a test that was not met. The message says what was sent or received instead. Every test framework reports it.
/// </summary>
public sealed class EventStreamTestException : Exception
{
    internal EventStreamTestException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
