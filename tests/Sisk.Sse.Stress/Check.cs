namespace Sisk.Sse.Stress;

/// <summary>Assertions for scenarios.</summary>
internal static class Check
{
    internal static void That(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>Polls until a condition holds. Fails after 30 seconds.</summary>
    internal static async Task BecomesAsync(Func<bool> holds, Func<string> otherwise)
    {
        for (var left = 600; !holds(); left--)
        {
            That(left > 0, otherwise());
            await Task.Delay(50).ConfigureAwait(false);
        }
    }
}
