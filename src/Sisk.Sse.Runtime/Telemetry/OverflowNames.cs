namespace Sisk.Sse.Telemetry;

/// <summary>The names of overflow policies in attributes.</summary>
internal static class OverflowNames
{
    internal static string Of(Overflow policy) => policy switch
    {
        Overflow.DropOldest => "drop_oldest",
        Overflow.DropNewest => "drop_newest",
        Overflow.Coalesce => "coalesce",
        _ => "disconnect",
    };
}
