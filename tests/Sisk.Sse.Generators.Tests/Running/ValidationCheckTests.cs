using System.Net;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Rules that would be applied to no request are reported when the application starts.</summary>
public sealed class ValidationCheckTests
{
    private const string Usings = """
        #pragma warning disable ASP0029
        using System.ComponentModel.DataAnnotations;
        using Microsoft.Extensions.Validation;

        """;

    private const string Types = """

        public sealed record Note([property: Required] string Text);
        public sealed record Letter([MaxLength(9)] string Text);
        public sealed record Envelope(Dictionary<string, Letter> Letters, Envelope? Inner);
        public sealed record Period(int From, int Until) : IValidatableObject
        {
            public IEnumerable<ValidationResult> Validate(ValidationContext context) => [];
        }
        public sealed record Plain(string Text, Uri Address, Plain? Next);

        """;

    [Theory]
    [InlineData("Note note", "Shop.Note")]
    [InlineData("[FromBody] Note? note", "Shop.Note")]
    [InlineData("Letter letter", "Shop.Letter")]
    [InlineData("Envelope envelope", "Shop.Envelope")]
    [InlineData("List<Note> notes", "Shop.Note")]
    [InlineData("Note[] notes", "Shop.Note")]
    [InlineData("Period period", "Shop.Period")]
    public async Task Start_fails_when_the_rules_of_a_body_are_not_known(string parameter, string type)
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(parameter, "services.AddValidation();"));

        Assert.Equal(
            $"AddValidation() does not know the rules of {type}, which 'HTTP: POST /ask' reads. "
            + "Mark the type [ValidatableType], in the project that calls AddValidation(), or the parameter [SkipValidation].",
            failed.Message);
    }

    [Theory]
    [InlineData("Plain plain", "services.AddValidation();")]
    [InlineData("[SkipValidation] Note note", "services.AddValidation();")]
    [InlineData("Note note", "services.AddSingleton(new Shop.Note(\"service\")).AddValidation();")]
    [InlineData("Note note", "")]
    public async Task Application_starts_when_there_is_nothing_to_validate(string parameter, string services)
    {
        await using var app = await StartAsync(parameter, services);

        using var answer = await app.Client.GetAsync(new Uri("/ask", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private static Task<RunningApp> StartAsync(string parameter, string services) => RunningApp.StartAsync($$"""
        {{Usings}}
        namespace Shop
        {
            {{Types}}
            public sealed class Streams
            {
                [RoutePost("/ask")]
                public EventStream<string> Ask({{parameter}}) => new();
            }
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services) { {{services}} }
            public static void Map(WebApplication app) { }
        }
        """);
}
