namespace Sisk.Sse.Tests.Support;

/// <summary>A payload that may not let itself be written as JSON.</summary>
public sealed record Faulty(bool IsFaulty)
{
    public string Value => IsFaulty ? throw new InvalidOperationException("The payload throws.") : "sound";
}
