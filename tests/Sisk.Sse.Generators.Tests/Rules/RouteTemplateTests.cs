using Microsoft.AspNetCore.Routing.Patterns;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Tests.Rules;

/// <summary>Our parser of route templates beside ASP.NET Core's own.</summary>
public sealed class RouteTemplateTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/orders")]
    [InlineData("orders/")]
    [InlineData("~/orders")]
    [InlineData("/orders/{id}/events")]
    [InlineData("/{id:int}")]
    [InlineData("/{id:int:min(1)}")]
    [InlineData("/{id:regex(^\\d{{3}}-[a:b=c]$)}")]
    [InlineData("/{id=5}")]
    [InlineData("/{id:int=5}")]
    [InlineData("/{id?}")]
    [InlineData("/{id:int?}")]
    [InlineData("/{*rest}")]
    [InlineData("/{**rest}")]
    [InlineData("/{*rest=x}")]
    [InlineData("/{**rest:alpha}")]
    [InlineData("/{file}.{extension}")]
    [InlineData("/{file}.{extension?}")]
    [InlineData("/a{b}c{d}e")]
    [InlineData("/{{literal}}/{id}")]
    [InlineData("/a b/ü")]
    [InlineData("/{a-b_c}")]
    public void A_valid_template_is_read_as_the_framework_reads_it(string template)
    {
        var expected = RoutePatternFactory.Parse(template);

        var route = RouteTemplateParser.Parse(template);

        Assert.Null(route.Error);
        Assert.Equal(expected.PathSegments.Select(Describe), route.Segments.Select(Describe));
        Assert.Equal(
            expected.Parameters.Select(p => (p.Name, p.IsCatchAll, p.IsOptional, p.Default as string)),
            route.Parameters.Select(p => (p.Text, p.IsCatchAll, p.IsOptional, p.Default)));
        Assert.Equal(
            expected.Parameters.SelectMany(p => p.ParameterPolicies.Select(policy => policy.Content)),
            route.Parameters.SelectMany(p => p.Constraints));
    }

    [Theory]
    [InlineData("/a//b")]
    [InlineData("/{id")]
    [InlineData("/id}")]
    [InlineData("/{}")]
    [InlineData("/{a{b}}")]
    [InlineData("/{id}/{ID}")]
    [InlineData("/{a}{b}")]
    [InlineData("/{*rest}/more")]
    [InlineData("/a{*rest}")]
    [InlineData("/{*rest?}")]
    [InlineData("/{id=5?}")]
    [InlineData("/{a}-{b?}")]
    [InlineData("/{a?}.{b}")]
    [InlineData("/a?b")]
    [InlineData("/{a/b}")]
    [InlineData("/{a*}")]
    [InlineData("/{?}")]
    public void An_invalid_template_has_a_reason_and_a_place(string template)
    {
        Assert.ThrowsAny<Exception>(() => RoutePatternFactory.Parse(template));

        var error = RouteTemplateParser.Parse(template).Error;

        Assert.NotNull(error);
        Assert.NotEmpty(error.Reason);
        Assert.InRange(error.Start, 0, template.Length - 1);
        Assert.InRange(error.Start + error.Length, error.Start + 1, template.Length);
    }

    [Theory]
    [InlineData("", "", "/")]
    [InlineData("/", "/", "/")]
    [InlineData("/orders", "/{id}", "/orders/{id}")]
    [InlineData("orders/", "{id}", "/orders/{id}")]
    [InlineData("/orders", "", "/orders")]
    [InlineData("", "events", "/events")]
    public void A_prefix_and_a_template_are_joined_by_one_slash(string prefix, string template, string expected) =>
        Assert.Equal(expected, RoutePath.Join(prefix, template));

    private static string Describe(RoutePatternPathSegment segment) => string.Join(' ', segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => "{" + parameter.Name + "}",
        RoutePatternSeparatorPart separator => separator.Content,
        _ => ((RoutePatternLiteralPart)part).Content,
    }));

    private static string Describe(IReadOnlyList<RoutePart> segment) =>
        string.Join(' ', segment.Select(part => part.IsParameter ? "{" + part.Text + "}" : part.Text));
}
