using System.Globalization;

namespace Sisk.Sse.Peers;

/// <summary>The time at which a connection was opened, for comparison with connections of other servers.</summary>
/// <param name="Token">Identifies the connection within its server.</param>
/// <param name="At">The time of the log's database, in milliseconds.</param>
/// <param name="Uncertainty">The uncertainty of that time, in milliseconds.</param>
/// <param name="Epoch">The epoch up to which its server had read the log of connections at that time.</param>
/// <param name="Position">The position in that epoch.</param>
internal sealed record Opening(long Token, long At, long Uncertainty, string Epoch, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Token} {At} {Uncertainty} {Position} {Epoch}");

    /// <summary>Returns true if this connection was opened before another one, despite the uncertainty of both times.</summary>
    internal bool IsClearlyBefore(Opening other) => At + Uncertainty + other.Uncertainty < other.At;

    internal static Opening? TryParse(string text) =>
        text.Split(' ') is [var token, var at, var uncertainty, var position, var epoch]
        && TryParse(token, out var number) && TryParse(at, out var time) && TryParse(uncertainty, out var error)
        && TryParse(position, out var place)
            ? new Opening(number, time, error, epoch, place)
            : null;

    private static bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
