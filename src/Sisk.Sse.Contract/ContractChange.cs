namespace Sisk.Sse.Contracts;

/// <summary>A difference between two versions of a contract.</summary>
/// <param name="IsBreaking">True if clients that were built for the older version stop working.</param>
/// <param name="Text">The change, and the clients that it breaks.</param>
internal sealed record ContractChange(bool IsBreaking, string Text);
