namespace Sisk.Sse.Tests.Binding;

/// <summary>The reasons for deliberate differences from minimal APIs. In addition, refusals have a problem details body.</summary>
internal static class Difference
{
    internal const string EnumCase = "A page's addresses have lower case; where JSON reads an enum's name, any case will do as well.";
    internal const string EncodedSlash =
        "A key with a slash has to meet its broadcasts, so an encoded slash is decoded like any other character.";
}
