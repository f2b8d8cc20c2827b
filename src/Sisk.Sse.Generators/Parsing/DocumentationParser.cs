using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// Reads the XML comment of a method, which describes its endpoint and parameters as in minimal APIs. The compiler parses such comments in
/// projects with <c>GenerateDocumentationFile</c>.
/// </summary>
internal static class DocumentationParser
{
    private const string Http = "global::" + KnownNamespaces.Http + ".";

    /// <summary>Converts a comment to attributes: the summary, and the remarks as the description.</summary>
    public static IEnumerable<AttributeModel> Parse(IMethodSymbol method)
    {
        if (Read(method) is not { } comment)
        {
            yield break;
        }

        if (TextOf(comment.Element("summary")) is { Length: > 0 } summary)
        {
            yield return New("EndpointSummaryAttribute", summary);
        }

        if (TextOf(comment.Element("remarks")) is { Length: > 0 } remarks)
        {
            yield return New("EndpointDescriptionAttribute", remarks);
        }
    }

    /// <summary>Returns the description of a parameter, from its attribute or else from the method's comment; null for none.</summary>
    public static string? Parse(BindingTarget target)
    {
        var attribute = target.Attributes.FirstOrDefault(
            a => a.AttributeClass.Is("System.ComponentModel", "DescriptionAttribute"))?.FirstText();
        if (attribute is not null
            || target.Symbol is not IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method })
        {
            return attribute;
        }

        var comment = Read(method)?.Elements("param").FirstOrDefault(e => (string?)e.Attribute("name") == target.Symbol.Name);
        return TextOf(comment) is { Length: > 0 } text ? text : null;
    }

    private static AttributeModel New(string name, string text) =>
        new(Http + name, IsHistory: false, new[] { new ConstantModel(ConstantKind.Primitive, Value: text) }.ToEquatableArray(), default);

    private static XElement? Read(IMethodSymbol method)
    {
        if (method.GetDocumentationCommentXml() is not { Length: > 0 } xml)
        {
            return null;
        }

        try
        {
            return XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // The compiler reports it.
            return null;
        }
    }

    /// <summary>Returns the text of an element, with each paragraph on a separate line.</summary>
    private static string TextOf(XElement? element) => element is null
        ? ""
        : string.Join("\n", string.Concat(element.Nodes().Select(TextOf)).Split('\n').Select(static line => line.Trim())
            .Where(static line => line.Length > 0));

    private static string TextOf(XNode node) => node switch
    {
        XText text => Regex.Replace(text.Value, @"\s+", " "),
        XElement { Name.LocalName: "para" or "item" or "br" } block => "\n" + string.Concat(block.Nodes().Select(TextOf)) + "\n",
        XElement { IsEmpty: true } reference => NameOf(reference),
        XElement other => string.Concat(other.Nodes().Select(TextOf)),
        _ => "",
    };

    /// <summary>Returns the target of a reference: a parameter, a keyword, a URI, or the last part of the name of a member.</summary>
    private static string NameOf(XElement reference)
    {
        var id = (string?)reference.Attribute("cref") ?? "";
        var name = Regex.Match(id, @"(\w+)(``?\d+)?(\(.*)?$").Groups[1].Value;
        return (string?)reference.Attribute("name")
            ?? (string?)reference.Attribute("langword")
            ?? (string?)reference.Attribute("href")
            ?? name;
    }
}
