using System;
using System.Text;

namespace Sisk.Sse.Contracts;

/// <summary>Converts the ids of types to names for clients.</summary>
internal static class ShortName
{
    /// <summary>
    /// Leaves out namespaces, and joins the rest: <c>Shop.OrderEvent+Shipped</c> gives <c>OrderEventShipped</c>, and
    /// <c>Shop.Page&lt;Shop.Item[]&gt;</c> gives <c>PageOfItemArray</c>.
    /// </summary>
    /// <param name="id">The id of a type, or the name of an assembly.</param>
    /// <param name="isPart">Determines whether names of the client's language can have a character.</param>
    public static string Of(string id, Func<char, bool> isPart)
    {
        var text = new StringBuilder();
        var wordStart = 0;
        foreach (var character in id)
        {
            switch (character)
            {
                case '.':
                    // The text since the last separator was a namespace.
                    text.Length = wordStart;
                    break;
                case '<' or ',':
                    text.Append(character == '<' ? "Of" : "And");
                    wordStart = text.Length;
                    break;
                case '+' or '@':
                    wordStart = text.Length;
                    break;
                case '[':
                    text.Append("Array");
                    break;
                default:
                    if (isPart(character))
                    {
                        text.Append(text.Length == wordStart ? char.ToUpperInvariant(character) : character);
                    }

                    break;
            }
        }

        return text.ToString();
    }
}
