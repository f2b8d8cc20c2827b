namespace Sisk.Sse.Contracts;

/// <summary>A difference between two versions of a contract.</summary>
/// <param name="IsBreaking">True if clients that were built for the older version stop working.</param>
/// <param name="Text">The change, and the clients that it breaks.</param>
internal sealed record ContractChange(bool IsBreaking, string Text)
{
    public static ContractChange Harmless(string text) => new(false, text);

    /// <summary>Creates a change that breaks clients.</summary>
    /// <param name="text">The change, as a sentence.</param>
    /// <param name="clients">The clients that it breaks.</param>
    public static ContractChange Breaking(string text, string clients) => new(true, $"{text} Breaks {clients}.");

    /// <summary>Creates a change that breaks some clients, or none.</summary>
    /// <param name="isBreaking">True if it breaks the clients.</param>
    /// <param name="text">The change, as a sentence.</param>
    /// <param name="clients">The clients that it breaks.</param>
    public static ContractChange Create(bool isBreaking, string text, string clients) =>
        isBreaking ? Breaking(text, clients) : Harmless(text);
}
