using System.Globalization;
using Sisk.Sse.Log;

namespace Sisk.Sse.Redis.Log;

/// <summary>The epochs of a log as stored in Redis: <c>epoch:after,epoch:after</c>, latest first.</summary>
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
        History = new EpochHistory(epochs);
    }

    internal string Current { get; }

    internal EpochHistory History { get; }

    internal bool Is(string text) => _text == text;

    /// <summary>Returns true if the log still holds everything up to a place that was seen.</summary>
    internal bool Hold(string epoch, long sequence) => History.Holds(epoch, sequence);

    internal LogEpochs With(string epoch, long after) => new(string.Create(CultureInfo.InvariantCulture, $"{epoch}:{after},{_text}"));
}
