using System.Globalization;
using Sisk.Sse.Log;

namespace Sisk.Sse.Redis.Log;

/// <summary>A log's epochs as Redis has them: <c>epoch:after,epoch:after</c>, latest first.</summary>
internal sealed class LogEpochs
{
    private readonly string _text;

    internal LogEpochs(string text)
    {
        _text = text;
        var epochs = Array.ConvertAll(text.Split(','), static part =>
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            return (part[..colon], long.Parse(part.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        });
        Array.Reverse(epochs);
        Current = epochs[^1].Item1;
        EpochHistory = new EpochHistory(epochs);
    }

    internal string Current { get; }

    internal EpochHistory EpochHistory { get; }

    internal bool Is(string text) => _text == text;

    /// <summary>Whether this log still holds what it held at a place that somebody has seen.</summary>
    internal bool Hold(string epoch, long sequence) => EpochHistory.Holds(epoch, sequence);

    internal LogEpochs With(string epoch, long after) => new(string.Create(CultureInfo.InvariantCulture, $"{epoch}:{after},{_text}"));
}
