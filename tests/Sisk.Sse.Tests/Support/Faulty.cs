namespace Sisk.Sse.Tests.Support;

/// <summary>A payload whose serialization fails on request.</summary>
public sealed record Faulty(bool IsFaulty)
{
    public string Value => IsFaulty ? throw new InvalidOperationException("The payload throws.") : "sound";
}
