using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The event names that the library or a browser's <c>EventSource</c> uses.</summary>
internal static class ReservedEventNames
{
    /// <summary>Returns the reason why a name is reserved; null if it is not.</summary>
    /// <param name="name">The name of the event.</param>
    /// <param name="form">The form of the stream.</param>
    /// <param name="hasEndEvent">True if the stream is a pull stream that ends with an event of its own.</param>
    public static string? Find(string name, ReturnForm form, bool hasEndEvent) => (name, form) switch
    {
        ("open" or "error", _) => $"a browser's EventSource raises '{name}' itself",
        ("end", ReturnForm.Pull or ReturnForm.PullItems) when hasEndEvent => "this pull stream ends with 'end'",
        ("reset", ReturnForm.Push) => "a push stream sends 'reset' to a client that missed events",
        _ => null,
    };
}
