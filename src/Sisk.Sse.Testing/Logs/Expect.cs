using System.Runtime.CompilerServices;

namespace Sisk.Sse.Testing.Logs;

/// <summary>The expectations of the suite.</summary>
internal static class Expect
{
    internal static void That(bool isTrue, string expected)
    {
        if (!isTrue)
        {
            throw new EventStreamTestException($"Expected: {expected}.");
        }
    }

    internal static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} is {expected}, but it is {actual}");

    internal static void Sequence<T>(
        IEnumerable<T> expected, IEnumerable<T> actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        That(expected.SequenceEqual(actual), $"{what} are [{string.Join(", ", expected)}], but they are [{string.Join(", ", actual)}]");

    /// <summary>Expects that a call ends because its token is canceled.</summary>
    internal static async Task CancelsAsync(string what, Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception exception) when (exception is not EventStreamTestException)
        {
            throw new EventStreamTestException($"Expected: {what} is canceled. It failed with {exception.GetType()}.", exception);
        }

        throw new EventStreamTestException($"Expected: {what} is canceled. It succeeded.");
    }

    /// <summary>Expects a failure that the log reports as its own.</summary>
    internal static async Task FailsAsync(string what, Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (EventLogException)
        {
            return;
        }
        catch (Exception exception) when (exception is not EventStreamTestException)
        {
            throw new EventStreamTestException(
                $"Expected: {what} fails with an EventLogException. It failed with {exception.GetType()}.", exception);
        }

        throw new EventStreamTestException($"Expected: {what} fails with an EventLogException. It succeeded.");
    }
}
