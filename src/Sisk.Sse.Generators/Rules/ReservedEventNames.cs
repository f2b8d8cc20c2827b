using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The event names that the library or <c>EventSource</c> itself uses.</summary>
internal static class ReservedEventNames
{
    /// <summary>The other user of a name; null for a free name.</summary>
    public static string? Find(string name, ReturnForm form) => (name, form) switch
    {
        ("open" or "error", _) => $"a browser's EventSource raises '{name}' itself",
        ("end", ReturnForm.Pull or ReturnForm.PullItems) => "every pull stream ends with 'end'",
        ("reset", ReturnForm.Push) => "a push stream sends 'reset' to a client that missed events",
        _ => null,
    };
}
