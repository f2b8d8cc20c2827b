using System.Net;
using System.Text;

namespace Sisk.Sse.Client.Connecting;

/// <summary>The response of a server that refuses a stream permanently.</summary>
internal static class Refusal
{
    /// <summary>The maximum length of the text that is read, in bytes.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <summary>Returns the exception for a response, with the beginning of its text.</summary>
    internal static async Task<EventStreamException> ReadAsync(
        HttpResponseMessage response, Attempt attempt, CancellationToken cancellationToken)
    {
        var refusal = Answer.Refuse(response);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            refusal.Body = await ReadTextAsync(response.Content, attempt, cancellationToken).ConfigureAwait(false);
        }

        return refusal;
    }

    private static async Task<string> ReadTextAsync(HttpContent content, Attempt attempt, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxBytes];
        var count = 0;
        try
        {
#if NET
            var body = await content.ReadAsStreamAsync(attempt.Token).ConfigureAwait(false);
#else
            var body = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
            int read;
            do
            {
                attempt.ExpectBytes();
                read = await body.ReadAsync(bytes, count, bytes.Length - count, attempt.Token).ConfigureAwait(false);
                count += read;
            }
            while (read > 0 && count < bytes.Length);
        }
        catch (Exception exception) when (Attempt.IsBroken(exception) && !cancellationToken.IsCancellationRequested)
        {
            // The server has refused the stream, however much of the reason arrives.
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}
