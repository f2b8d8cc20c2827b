using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The event names that the library or <c>EventSource</c> itself uses.</summary>
internal static class ReservedEventNames
{
    /// <summary>Returns the other user of a name; null for a free name.</summary>
    /// <param name="name">The name of the event.</param>
    /// <param name="form">The form of the stream.</param>
    /// <param name="hasEndEvent">True if a pull stream tells its end by an event of that name.</param>
    public static string? Find(string name, ReturnForm form, bool hasEndEvent) => (name, form) switch
    {
        ("open" or "error", _) => $"a browser's EventSource raises '{name}' itself",
        ("end", ReturnForm.Pull or ReturnForm.PullItems) when hasEndEvent => "this pull stream ends with 'end'",
        ("reset", ReturnForm.Push) => "a push stream sends 'reset' to a client that missed events",
        _ => null,
    };
}
