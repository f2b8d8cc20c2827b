using System;

namespace Sisk.Sse.Generators.Model;

/// <summary>The names of the members that are generated for a method.</summary>
internal static class MemberNames
{
    /// <summary>Returns the names that must differ from those of other methods.</summary>
    public static string[] All(string memberName) =>
    [
        Field(memberName), Description(memberName), Handler(memberName), Call(memberName), Writer(memberName), Identifier(memberName),
    ];

    /// <summary><c>Watch</c> gives <c>_watch</c>.</summary>
    public static string Field(string memberName) => "_" + char.ToLowerInvariant(memberName[0]) + memberName.Substring(1);

    public static string Description(string memberName) => memberName + "Description";

    public static string Handler(string memberName) => "Handle" + memberName + "Async";

    public static string Call(string memberName) => "Call" + memberName + "Async";

    public static string Writer(string memberName) => "Write" + memberName;

    public static string Identifier(string memberName) => memberName + "Identifier";

    public static string Subscribe(string streamName) => "Subscribe" + streamName + "Async";

    public static string Complete(string streamName) => "Complete" + streamName + "Async";

    public static string List(string streamName) => "List" + streamName + "Async";

    public static string PresenceChanged(string streamName) => streamName + "PresenceChanged";

    public static string KeyReader(string streamName) => "TryRead" + streamName + "Keys";

    /// <summary><c>watchAsync</c> gives <c>Watch</c>.</summary>
    public static string Stream(string memberName)
    {
        var length = memberName.EndsWith("Async", StringComparison.Ordinal) ? memberName.Length - "Async".Length : memberName.Length;
        return length == 0 ? memberName : char.ToUpperInvariant(memberName[0]) + memberName.Substring(1, length - 1);
    }
}
