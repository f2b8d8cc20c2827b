// The framework still calls these attributes experimental.
#pragma warning disable ASP0029

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Validation;

namespace Sisk.Sse.Tests.Binding;

/// <summary>Streams whose parameters have data annotations.</summary>
[RoutePrefix("/validated")]
public sealed class ValidatedStreams
{
    [RouteGet("/take")]
    public static IAsyncEnumerable<string> Take([Range(1, 10), Description("The number of items.")] int take = 5) => Bound.As(take);

    [RouteGet("/takes")]
    public static IAsyncEnumerable<string> Takes([MaxLength(2)] int[] takes) => Bound.As(takes.Length);

    [RouteGet("/named/{name}")]
    public static IAsyncEnumerable<string> Named(
        [StringLength(3, ErrorMessage = "{0} is longer than {1}."), RegularExpression("[a-z]*"), Display(Name = "The name")] string name,
        [Even] int number = 0) => Bound.As(name, number);

    [RouteGet("/other-name")]
    public static IAsyncEnumerable<string> OtherName([FromQuery(Name = "q"), MinLength(2)] string query) => Bound.As(query);

    [RouteGet("/bounds")]
    public static IAsyncEnumerable<string> Bounds(
        [Range(0.5, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)] double ratio,
        [Range(typeof(decimal), "0.5", "1.5", ParseLimitsInInvariantCulture = true)] decimal price,
        [Range(typeof(DateOnly), "2026-01-01", "2026-12-31")] DateOnly day,
        [Length(1, 2)] string[] names,
        [Url] string url,
        [Base64String] string data) => Bound.As(ratio, price, day, names, url, data);

    [RouteGet("/required")]
    public static IAsyncEnumerable<string> RequiredText([Required] string? text) => Bound.As(text);

    [RouteGet("/slice")]
    public static IAsyncEnumerable<string> Sliced([AsParameters] AnnotatedSlice slice) => Bound.As(slice.From, slice.To);

    [RoutePost("/prompt")]
    public static IAsyncEnumerable<string> Ask(Prompt prompt) => Bound.As(prompt.Text);

    [RoutePost("/prompts")]
    public static IAsyncEnumerable<string> AskAll([MaxLength(2)] List<Prompt> prompts) => Bound.As(prompts.Count);

    [RoutePost("/period")]
    public static IAsyncEnumerable<string> During([FromBody] Period period) => Bound.As(period.From);

    [RouteGet("/whole")]
    public static IAsyncEnumerable<string> Whole([AsParameters] Period period) => Bound.As(period.From);

    [RouteGet("/ordered")]
    public static IAsyncEnumerable<string> InOrder([AsParameters] OrderedPair pair) => Bound.As(pair.First);

    [RouteGet("/both")]
    public static IAsyncEnumerable<string> Both([Range(1, 10)] int? take, [AsParameters] OrderedPair pair, [AsParameters] Period period) =>
        Bound.As(take, pair.First, period.From);

    [RouteGet("/window")]
    public static IAsyncEnumerable<string> Windowed(DayWindow window) => Bound.As(window.Days);

    [RouteGet("/sized")]
    public static IAsyncEnumerable<string> Sized([AsParameters] SizedBuffer buffer) => Bound.As(buffer.Size);

    [RoutePost("/skipped")]
    public static IAsyncEnumerable<string> Skipped([SkipValidation] Prompt prompt) => Bound.As(prompt.Text);

    [RoutePost("/resumed", Resumable = true)]
    public static IAsyncEnumerable<string> Resumed(Prompt prompt) => Bound.As(prompt.Text);
}

/// <summary>A rule of the application's own.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EvenAttribute() : ValidationAttribute("{0} is odd.")
{
    public override bool IsValid(object? value) => value is not int number || number % 2 == 0;
}

public sealed record AnnotatedSlice([Range(0, 9)] int From, [property: Range(0, 9)] int To = 0);

[ValidatableType]
public sealed record Prompt([Required, StringLength(10)] string Text, Author? Author = null);

public sealed class Author
{
    [EmailAddress]
    public string? Address { get; set; }
}

/// <summary>A type with a rule over several members.</summary>
[ValidatableType]
public sealed class Period : IValidatableObject
{
    public int From { get; set; }

    public int Until { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Until < From ? [new("It ends before it begins.", [nameof(Until)])] : [];
}

/// <summary>A type with a rule of its own and a rule of a member.</summary>
[Ordered, ValidatableType]
public record OrderedPair(int First, [Range(0, 9)] int Second) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        First == Second ? [new("They are equal."), new("Change one.", [nameof(First), nameof(Second)])] : [];
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class OrderedAttribute() : ValidationAttribute("{0} is not in order.")
{
    public override bool IsValid(object? value) => value is not OrderedPair pair || pair.First <= pair.Second;
}

/// <summary>A value of the query with a rule.</summary>
[ValidatableType]
public sealed record DayWindow(int Days) : IValidatableObject, IParsable<DayWindow>
{
    public static DayWindow Parse(string s, IFormatProvider? provider) => new(int.Parse(s, provider));

    public static bool TryParse(string? s, IFormatProvider? provider, out DayWindow result)
    {
        result = new DayWindow(int.TryParse(s, provider, out var days) ? days : 0);
        return true;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Days > 7 ? [new("It is longer than a week.", [nameof(Days)])] : [];
}

/// <summary>A type whose constructor throws for a value that breaks a rule.</summary>
public sealed record SizedBuffer([Range(0, 9)] int Size) : IValidatableObject
{
    private readonly byte[] _bytes = new byte[Size];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        _bytes.Length == 0 ? [new("It is empty.")] : [];
}
