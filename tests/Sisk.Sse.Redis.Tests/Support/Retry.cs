namespace Sisk.Sse.Redis.Tests.Support;

internal static class Retry
{
    /// <summary>Does it again until the log is to be reached.</summary>
    internal static async Task UntilAsync(Func<Task> action)
    {
        for (var left = 300; ; left--)
        {
            try
            {
                await action();
                return;
            }
            catch (EventLogUnavailableException) when (left > 0)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }
}
