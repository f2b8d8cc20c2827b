using System.Globalization;
using System.Security.Cryptography;

namespace Sisk.Sse.Runs;

/// <summary>
/// Formats and parses the ids of a run's events: the run and the event's place in it, from 1. A run's id is random, since who knows it can
/// follow the run. Only <c>[0-9a-z-]</c> is used, so a cross-origin resume needs no preflight for its value.
/// </summary>
internal static class RunId
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>The number of characters of a run's id, with more than 128 random bits.</summary>
    private const int Length = 26;

    internal static string New() => RandomNumberGenerator.GetString(Digits, Length);

    internal static string Format(string run, long position) => string.Create(CultureInfo.InvariantCulture, $"{run}-{position}");

    /// <summary>
    /// Parses the id of an event; 0 is the position before the first. Returns false if it is not the id of a run's event.
    /// </summary>
    internal static bool TryParse(string? id, out string run, out long position)
    {
        (run, position) = ("", 0);
        if (id is null || id.Length <= Length + 1 || id[Length] != '-' || id.AsSpan(0, Length).ContainsAnyExcept(Digits)
            || !long.TryParse(id.AsSpan(Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out position))
        {
            return false;
        }

        run = id[..Length];
        return true;
    }
}
