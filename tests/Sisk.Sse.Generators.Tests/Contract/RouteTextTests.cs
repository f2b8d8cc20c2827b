using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Tests.Contract;

/// <summary>The routes that clients fill.</summary>
public sealed class RouteTextTests
{
    [Theory]
    [InlineData("orders/{id:int?}", "/orders/{id}")]
    [InlineData("/a/{id:regex(^\\d{{2}}$)}/{**rest}", "/a/{id}/{**rest}")]
    [InlineData("/a/{id=1}.{format?}", "/a/{id}.{format}")]
    [InlineData("/a{{b}}/{id}", "/a%7Bb%7D/{id}")]
    [InlineData("/c#/50%/{id}", "/c%23/50%25/{id}")]
    public void Literal_text_is_escaped_and_parameters_lose_their_constraints(string route, string expected) =>
        Assert.Equal(expected, RouteText.Simplify(route));
}
