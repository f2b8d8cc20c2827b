using System.Text;

namespace Sisk.Sse.Client.Connecting;

/// <summary>The UTF-8 methods that older frameworks lack.</summary>
internal static class Utf8
{
    private static readonly byte[] _preamble = [0xEF, 0xBB, 0xBF];

    /// <summary>Gets the byte order mark.</summary>
    internal static ReadOnlySpan<byte> Preamble => _preamble;

    internal static string GetString(ReadOnlySpan<byte> bytes) =>
#if NET
        Encoding.UTF8.GetString(bytes);
#else
        Encoding.UTF8.GetString(bytes.ToArray());
#endif
}
