namespace Sisk.Sse.Stress;

/// <summary>What must hold.</summary>
internal static class Check
{
    internal static void That(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>Waits until something has come about by itself, and fails when it has not in half a minute.</summary>
    internal static async Task BecomesAsync(Func<bool> holds, Func<string> otherwise)
    {
        for (var left = 600; !holds(); left--)
        {
            That(left > 0, otherwise());
            await Task.Delay(50).ConfigureAwait(false);
        }
    }
}
