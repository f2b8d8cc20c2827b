using System.Reflection;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>The ways from the library to a client. A build whose options cannot name one goes by the pipe.</summary>
internal static class Transports
{
    private static readonly PropertyInfo? _option = typeof(EventStreamOptions).GetProperty("Transport");

    internal static bool CanChoose => _option is not null;

    internal static void Use(EventStreamOptions options, string transport) =>
        _option?.SetValue(options, Enum.Parse(_option.PropertyType, transport));
}
