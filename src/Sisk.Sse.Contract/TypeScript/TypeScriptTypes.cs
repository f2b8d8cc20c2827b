using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Sisk.Sse.Contracts.Json;

namespace Sisk.Sse.Contracts.TypeScript;

/// <summary>Types of the contract as TypeScript.</summary>
internal sealed class TypeScriptTypes(StreamContract contract, TypeScriptNames names)
{
    private static readonly Dictionary<string, string> _formats = new(StringComparer.Ordinal)
    {
        ["date-time"] = "DateTimeString",
        ["date-time-local"] = "DateTimeString",
        ["date"] = "DateString",
        ["time"] = "TimeString",
        ["duration"] = "DurationString",
    };

    /// <summary>
    /// The declarations of strings with a format. A plain string can be assigned to them, but not one of another format.
    /// </summary>
    public const string Formats = """
        /** A date and time of ISO 8601. */
        export type DateTimeString = string & { readonly format?: "date-time" };
        /** A date: "2026-11-29". */
        export type DateString = string & { readonly format?: "date" };
        /** A time of day: "13:45:00". */
        export type TimeString = string & { readonly format?: "time" };
        /** A time span as .NET writes it: "1.02:03:04.5000000" are days, hours, minutes, seconds and fractions. */
        export type DurationString = string & { readonly format?: "duration" };

        """;

    private readonly HashSet<string> _received = FindReachable(contract, contract.Streams.SelectMany(s => s.Events.Select(e => e.Shape)));
    private readonly HashSet<string> _sent = FindReachable(
        contract, contract.Streams.SelectMany(s => s.Parameters).Where(p => p.Source == ParameterPlace.Body).Select(p => p.Shape));

    public string Of(Shape shape)
    {
        var type = shape.Kind switch
        {
            ShapeKind.Any => "unknown",
            ShapeKind.Boolean => "boolean",
            _ when shape.IsNamed() => "number | \"NaN\" | \"Infinity\" | \"-Infinity\"",
            ShapeKind.Integer or ShapeKind.Number => "number",
            ShapeKind.Reference => names.OfType(shape.Name),
            ShapeKind.Array => Of(shape.Item) is var item && item.Contains(' ') ? $"({item})[]" : item + "[]",
            ShapeKind.Map when shape.Keys.Count > 0 => $"{{ [key in {Union(shape.Keys.Select(JsonText.Quote))}]?: {Of(shape.Item)} }}",
            ShapeKind.Map => $"Record<string, {Of(shape.Item)}>",
            _ => _formats.TryGetValue(shape.Name, out var format) ? format : "string",
        };
        return shape.IsNullable && shape.Kind != ShapeKind.Any ? type + " | null" : type;
    }

    /// <summary>Returns a value of a route, a query or a header: an enumeration is sent by name.</summary>
    public string OfParameter(Shape shape)
    {
        if (shape.Kind == ShapeKind.Array)
        {
            return $"readonly ({OfParameter(shape.Item)})[]";
        }

        return shape.Kind == ShapeKind.Reference && contract.FindType(shape.Name)?.Values is { } values
            ? values.IsFlags ? "string" : Union(values.Members.Select(m => JsonText.Quote(m.Member)))
            : Of(shape);
    }

    /// <summary>Declares the types that can be reached from the streams.</summary>
    /// <param name="text">The text to append to.</param>
    /// <param name="isAmbient">True if values are only declared, for a declaration file.</param>
    public void Declare(StringBuilder text, bool isAmbient)
    {
        foreach (var type in Reachable())
        {
            if (type.Values is { } values)
            {
                DeclareEnum(text, names.OfType(type.Id), values, isAmbient);
            }
            else
            {
                DeclareObject(text, type);
            }
        }
    }

    /// <summary>Returns the enumerations whose members are values of the module.</summary>
    public IEnumerable<(string Name, EnumValues Values)> NumberEnums() =>
        from type in Reachable()
        where type.Values is { IsText: false, IsFlags: false }
        select (names.OfType(type.Id), type.Values);

    /// <summary>Returns the name of a member; in an object, <c>__proto__</c> in quotes would be its prototype.</summary>
    public static string Key(string name) => IsIdentifier(name) ? name : name == "__proto__" ? "[\"__proto__\"]" : JsonText.Quote(name);

    public static string Object(IEnumerable<string> members) =>
        string.Join(", ", members) is { Length: > 0 } text ? "{ " + text + " }" : "{}";

    public static string EnumObject(EnumValues values, string suffix = "") =>
        Object(values.Members.Select(m => Key(m.Member) + ": " + m.Value)) + suffix;

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name != "__proto__"
            && name.All(c => c is '_' or '$' || (c < 128 && char.IsLetterOrDigit(c)));

    /// <summary>Returns the union of types; <c>never</c> for none.</summary>
    public static string Union(IEnumerable<string> types) =>
        string.Join(" | ", types.Distinct()) is { Length: > 0 } union ? union : "never";

    private static void DeclareEnum(StringBuilder text, string name, EnumValues values, bool isAmbient)
    {
        if (values.IsFlags)
        {
            text.Append(
                $"/** Combined from {string.Join(", ", values.Members.Select(m => $"{m.Name} ({m.Value})")).Replace("*/", "* /")}. */\n");

            // The serializer writes the empty combination as a number if it has no name.
            var texts = values.Members.Any(m => m.Value == "0") ? "string" : "string | 0";
            text.Append($"export type {name} = {(values.IsText ? texts : "number")};\n");
        }
        else if (values.IsText)
        {
            text.Append($"export type {name} = {Union(values.Members.Select(m => JsonText.Quote(m.Name)))};\n");
        }
        else
        {
            text.Append(isAmbient
                ? $"export declare const {name}: {Object(values.Members.Select(m => $"readonly {Key(m.Member)}: {m.Value}"))};\n"
                : $"export const {name} = {EnumObject(values, " as const")};\n");
            text.Append($"export type {name} = {Union(values.Members.Select(m => m.Value))};\n");
        }
    }

    private void DeclareObject(StringBuilder text, ContractType type)
    {
        var name = names.OfType(type.Id);
        if (type.Derived.Count == 0)
        {
            DeclareInterface(text, name, type);
            return;
        }

        var variants = type.Derived.Where(d => d.Id != type.Id).Select(d => Variant(type, names.OfType(d.Id), d.Value)).ToList();
        if (!type.IsAbstract)
        {
            var own = names.Choose(name + "Base", "Data");
            DeclareInterface(text, own, type);
            variants.Add(Variant(type, own, type.Derived.FirstOrDefault(d => d.Id == type.Id)?.Value));
        }

        text.Append($"export type {name} = {Union(variants)};\n");
    }

    private static string Variant(ContractType type, string name, string? value) =>
        value is null || type.Discriminator is null ? name : $"({{ {Key(type.Discriminator)}: {value} }} & {name})";

    private void DeclareInterface(StringBuilder text, string name, ContractType type)
    {
        text.Append($"export interface {name} {{\n");
        foreach (var property in type.Properties)
        {
            text.Append($"  {Key(property.Name)}{(IsOptional(type, property) ? "?" : "")}: {Of(property.Shape)};\n");
        }

        if (type.Extension is not null)
        {
            text.Append("  [name: string]: unknown;\n");
        }

        text.Append("}\n");
    }

    /// <summary>
    /// Determines whether an object may lack a member. The server reads a missing member as null, but writes all of them. A type that is
    /// both sent and received is declared as it is received.
    /// </summary>
    private bool IsOptional(ContractType type, ContractProperty property) =>
        !property.IsRequired || (property is { Shape.IsNullable: true, IsMandatory: false } && !_received.Contains(type.Id));

    private IEnumerable<ContractType> Reachable() =>
        contract.Types.Where(type => _received.Contains(type.Id) || _sent.Contains(type.Id));

    private static HashSet<string> FindReachable(StreamContract contract, IEnumerable<Shape> shapes)
    {
        var waiting = new Stack<Shape>(shapes);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var shape = waiting.Pop();
            foreach (var item in shape.Items)
            {
                waiting.Push(item);
            }

            if (shape.Kind == ShapeKind.Reference && seen.Add(shape.Name) && contract.FindType(shape.Name) is { } type)
            {
                foreach (var next in type.Properties.Select(p => p.Shape).Concat(type.Derived.Select(d => Shape.Reference(d.Id))))
                {
                    waiting.Push(next);
                }
            }
        }

        return seen;
    }
}
