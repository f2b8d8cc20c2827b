using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sisk.Sse.Contracts.TypeScript;

/// <summary>The names of the module's exports: unlike each other, and unlike what the module itself refers to.</summary>
internal sealed class TypeScriptNames
{
    /// <summary>Names of the runtime part, of JavaScript and of its libraries that a declaration of the module would hide.</summary>
    private static readonly string[] _taken =
    [
        "AbortController", "AbortSignal", "Arguments", "Array", "AsyncGenerator", "AsyncIterable", "Awaited", "BroadcastChannel", "Date",
        "Error", "EventSource", "EventStream", "EventStreamParser", "Extract", "Headers", "HeadersInit", "Infinity", "JSON", "Math",
        "Message", "MessageEvent", "NaN", "Named", "News", "Number", "Object", "Omit", "Parameters", "Partial", "Promise", "Record",
        "Request", "RequestCredentials", "RequestInit", "Response", "ReturnType", "Set", "Source", "StreamError", "StreamEvent",
        "StreamFunction", "StreamHandlers", "StreamOptions", "StreamState", "String", "Symbol", "TextDecoder", "TextEncoder", "TypeError",
        "URL", "URLSearchParams", "Wire", "any", "arguments", "as", "ask", "async", "await", "boolean", "break", "bytes", "case", "catch",
        "class", "clearInterval", "clearTimeout", "connect", "const", "continue", "debugger", "declare", "default", "defaults", "define",
        "delete", "do", "else", "encodeURIComponent", "endId", "enum", "eval", "events", "export", "extends", "false", "fetch", "finally",
        "for", "function", "globalThis", "headerText", "if", "implements", "import", "in", "instanceof", "interface", "isIntercepted",
        "let", "location", "native", "navigator", "new", "null", "number", "onHide", "package", "prepare", "private", "protected",
        "public", "queue", "resumes", "return", "send", "setInterval", "setTimeout", "shared", "shown", "sleep", "static", "string",
        "super", "switch", "symbol", "this", "throw", "true", "try", "type", "typeof", "undefined", "unknown", "var", "void", "while",
        "with", "withDefaults", "yield",
        "DateString", "DateTimeString", "DurationString", "TimeString",
    ];

    private readonly HashSet<string> _names = new(_taken, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    public TypeScriptNames(StreamContract contract)
    {
        foreach (var type in contract.Types)
        {
            _types[type.Id] = Choose(ShortName(type.Id), "Data");
        }
    }

    public string OfType(string id) => _types[id];

    /// <summary>Returns the name of a controller's object: <c>Shop.OrderEvents</c> gives <c>orderEvents</c>.</summary>
    public string ChooseObject(string controller) => Choose(CamelCase(ShortName(controller)), "Streams");

    /// <summary>Returns a name that nothing else has.</summary>
    public string Choose(string name, string suffix)
    {
        var candidate = _names.Contains(name) ? name + suffix : name;
        for (var i = 2; !_names.Add(candidate); i++)
        {
            candidate = name + suffix + i;
        }

        return candidate;
    }

    public static string CamelCase(string name)
    {
        var length = name.TakeWhile(char.IsUpper).Count();
        var lower = length > 1 && length < name.Length ? length - 1 : length;
        return name.Substring(0, lower).ToLowerInvariant() + name.Substring(lower);
    }

    /// <summary>Returns the name without its namespace: <c>Shop.OrderEvent+Shipped</c> gives <c>OrderEventShipped</c>.</summary>
    public static string ShortName(string id) => Contracts.ShortName.Of(id, IsPart);

    /// <summary>Determines whether names of both C# and JavaScript may have the character.</summary>
    private static bool IsPart(char character) => char.IsLetterOrDigit(character) || char.GetUnicodeCategory(character)
        is UnicodeCategory.LetterNumber
        or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.ConnectorPunctuation;
}
