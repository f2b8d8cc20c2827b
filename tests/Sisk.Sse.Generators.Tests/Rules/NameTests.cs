using System.Text.Json;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Tests.Rules;

public sealed class NameTests
{
    [Theory]
    [InlineData("Shipped")]
    [InlineData("URLChanged")]
    [InlineData("URL")]
    [InlineData("A")]
    [InlineData("AB")]
    [InlineData("Ab1C")]
    [InlineData("A1B")]
    [InlineData("_Private")]
    [InlineData("already")]
    public void An_event_is_named_as_JSON_names_a_property(string name) =>
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), EventNames.ToCamelCase(name));

    [Theory]
    [InlineData("chat/{orderId}/{userId}", null)]
    [InlineData("/chat", null)]
    [InlineData("", "has an empty segment")]
    [InlineData("chat//{id}", "has an empty segment")]
    [InlineData("chat/{id}/{id}", "names 'id' twice")]
    [InlineData("chat/a{id}", "has a segment that is neither literal text nor one whole '{parameter}'")]
    [InlineData("chat/{id", "has a segment that is neither literal text nor one whole '{parameter}'")]
    [InlineData("chat/{}", "has a segment that is neither literal text nor one whole '{parameter}'")]
    public void An_identifier_template_is_made_of_whole_segments(string template, string? reason) =>
        Assert.Equal(reason, IdentifierTemplate.Parse(template).Error?.Reason);
}
