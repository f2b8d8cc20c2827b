namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>Polls for conditions that have no notification.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    internal static async Task<T> BecomesAsync<T>(string what, Func<Task<T>> ask, Func<T, bool> isIt)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(_patience);
        while (true)
        {
            var answer = await ask();
            if (isIt(answer))
            {
                return answer;
            }

            if (deadline.IsCancellationRequested)
            {
                Assert.Fail($"For {_patience.TotalSeconds} s it was asked for {what}; the last answer was {answer}.");
            }

            await Task.Delay(_pause, TestContext.Current.CancellationToken);
        }
    }
}
