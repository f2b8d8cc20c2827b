using System;
using System.Collections.Generic;

namespace Sisk.Sse.Contracts;

/// <summary>A parameter of a route template.</summary>
/// <param name="Name">The name, with the asterisks before it.</param>
/// <param name="Rest">The text between the name and the closing brace: constraints, and a default value or a question mark.</param>
internal readonly record struct TemplateParameter(string Name, string Rest)
{
    /// <summary>Gets the name without asterisks.</summary>
    public string BareName => Name.TrimStart('*');

    /// <summary>Gets a value indicating whether slashes in the value separate segments of the path.</summary>
    public bool KeepsSlashes => Name.StartsWith("**", StringComparison.Ordinal);

    public bool IsCatchAll => Name.StartsWith("*", StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether the path may lack the parameter, by a question mark or a default value.</summary>
    public bool MayBeMissing => IsCatchAll || Rest.EndsWith("?", StringComparison.Ordinal) || FindDefault() < Rest.Length;

    /// <summary>Returns the constraints, without the colons before them. A colon within the arguments of one is its own.</summary>
    public IEnumerable<string> Constraints()
    {
        var text = Rest.Substring(0, FindDefault());
        text = text.EndsWith("?", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text;
        for (var start = 1; start <= text.Length;)
        {
            var end = Find(text, ':', start);
            yield return text.Substring(start, end - start);
            start = end + 1;
        }
    }

    private int FindDefault() => Find(Rest, '=', 0);

    /// <summary>
    /// Returns the place of a character outside of the arguments of constraints; the length of the text if there is none.
    /// </summary>
    private static int Find(string text, char wanted, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == wanted && depth <= 0)
            {
                return i;
            }
        }

        return text.Length;
    }
}
