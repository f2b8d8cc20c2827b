using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Sisk.Sse.Tests.Binding;

public enum Size
{
    Small,
    Large = 5,
}

/// <summary>A type of the application that implements <see cref="IParsable{T}"/>.</summary>
public sealed record Point(int X, int Y) : IParsable<Point>
{
    public static Point Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var point) ? point : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Point result)
    {
        result = s?.Split(',') is [var left, var right] && int.TryParse(left, provider, out var x)
            && int.TryParse(right, provider, out var y)
            ? new Point(x, y)
            : null;
        return result is not null;
    }
}

/// <summary>A type that only has the older <c>TryParse</c> method.</summary>
public readonly record struct Code(string Letters)
{
    public static bool TryParse(string text, out Code code)
    {
        code = new Code(text);
        return text.All(char.IsUpper);
    }
}

public sealed record Note(string Text, int? Stars = 1);

[JsonPolymorphic]
[JsonDerivedType(typeof(Circle), "circle")]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Page(
    int Number, [FromQuery(Name = "q")] string? Search, [property: FromHeader(Name = "X-Tenant")] string Tenant, HttpRequest Request,
    Greeter Greeter, CancellationToken Aborted, int Size = 20)
{
    public override string ToString() =>
        $"{Number} {Search ?? "null"} {Tenant} {Request.Method} {Greeter.Greet()} {Aborted.CanBeCanceled} {Size}";
}

public sealed class Filter
{
    public int Id { get; set; }

    public required string Word { get; init; }

    public Size? Size { get; set; }

    public int[] Numbers { get; set; } = [];

    public string Computed => Word + Id;

    public override string ToString() => $"{Id} {Word} {Size?.ToString() ?? "null"} [{string.Join(',', Numbers)}]";
}

public struct Range
{
    public int? From { get; set; }

    [FromQuery(Name = "until")]
    public int To { get; set; }

    public override readonly string ToString() => $"{From} to {To}";
}

/// <summary>A structure with a constructor alone.</summary>
public readonly struct Window(int size, string? sort = "up")
{
    public int Size { get; } = size;

    public string? Sort { get; } = sort;

    public override string ToString() => $"{Size} {Sort ?? "null"}";
}

public readonly record struct Slice(int Start, int Length = 10);

public sealed record Posted(string Room, [FromBody] Note Note);

public sealed class Greeter
{
    public string Word { get; init; } = "hello";

    public string Greet() => Word;
}
