using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Tests.Contract;

/// <summary>Changes of a route or of a parameter's name, by what requests of earlier clients meet.</summary>
public sealed class RouteComparisonTests
{
    [Theory]
    [InlineData("/orders/{id}", "int id", "/orders/{orderId}", "int orderId", "Parameter 'id' (route) of stream 'Shop.Orders.Watch' is now named 'orderId'.")]
    [InlineData("/orders/{id}", "int id", "/Orders/{id}/", "int id", "The route of stream 'Shop.Orders.Watch' changed from /orders/{id} to /Orders/{id}/.")]
    [InlineData("/orders/{id}", "int id", "/orders/{id:int}", "int id", "The route of stream 'Shop.Orders.Watch' changed from /orders/{id} to /orders/{id:int}.")]
    [InlineData("/orders/{id}", "Guid id", "/orders/{id:guid:required}", "Guid id", "The route of stream 'Shop.Orders.Watch' changed")]
    [InlineData(
        "/orders/{id:regex(^a:b{{2}}$)}", "string id", "/orders/{id}", "string id", "The route of stream 'Shop.Orders.Watch' changed")]
    [InlineData("/orders/{id:alpha:length(3)}", "string id", "/orders/{id:length(3):alpha}", "string id", "The route of stream 'Shop.Orders.Watch' changed")]
    [InlineData("/orders/{path}", "string path", "/orders/{**path}", "string path", "The route of stream 'Shop.Orders.Watch' changed")]
    [InlineData("/orders/{**path}", "string path", "/orders/{*path}", "string path", "The route of stream 'Shop.Orders.Watch' changed")]
    [InlineData("/orders/{id}", "int id", "/orders/{id}/{page?}", "int id, int? page", "Parameter 'page' (route) of stream 'Shop.Orders.Watch' was added.")]
    [InlineData("/orders/{id}", "int? id", "/orders/{id?}", "int? id", "The route of stream 'Shop.Orders.Watch' changed")]
    [InlineData("/a", "[FromHeader(Name = \"X-Tenant\")] string id", "/a", "[FromHeader(Name = \"x-tenant\")] string id", "Parameter 'X-Tenant' (header) of stream 'Shop.Orders.Watch' is now named 'x-tenant'.")]
    [InlineData("/a", "[FromQuery(Name = \"Id\")] string id", "/a", "[FromQuery(Name = \"id\")] string id", "Parameter 'Id' (query) of stream 'Shop.Orders.Watch' is now named 'id'.")]
    public void A_change_that_requests_do_not_meet_is_harmless(
        string route, string parameters, string nextRoute, string nextParameters, string text)
    {
        var change = Assert.Single(Compare(route, parameters, nextRoute, nextParameters));

        Assert.False(change.IsBreaking);
        Assert.StartsWith(text, change.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/orders/{id}", "string id", "/orders/{id:alpha}", "string id", "Parameter 'id' (route) of stream 'Shop.Orders.Watch' got the constraint 'alpha'. Breaks clients that send what it refuses.")]
    [InlineData("/orders/{id:int}", "string id", "/orders/{id:long}", "string id", "Parameter 'id' (route) of stream 'Shop.Orders.Watch' got the constraint 'long'.")]
    [InlineData("/orders/{id}", "long id", "/orders/{orderId:int}", "long orderId", "Parameter 'id' (route) of stream 'Shop.Orders.Watch' got the constraint 'int'.")]
    [InlineData("/orders/{**path}", "string path", "/orders/{path}", "string path", "Parameter 'path' (route) of stream 'Shop.Orders.Watch' no longer takes several segments. Breaks clients that send slashes.")]
    [InlineData("/orders/{id?}", "int? id", "/orders/{id}", "int? id", "Parameter 'id' (route) of stream 'Shop.Orders.Watch' can no longer be left out. Breaks clients that leave it out.")]
    [InlineData("/orders/{a}/{b}", "int a, int b", "/orders/{b}/{a}", "int a, int b", "Stream 'Shop.Orders.Watch' moved from GET /orders/{a}/{b} to GET /orders/{b}/{a}.")]
    [InlineData("/orders/{a}/{b}", "int a, int b", "/orders/{c}/{a}", "int c, int a", "Stream 'Shop.Orders.Watch' moved")]
    [InlineData("/orders/{a}", "int a", "/orders/{b}/{a?}", "int b, int? a", "Stream 'Shop.Orders.Watch' moved")]
    [InlineData("/orders/{id}", "int id", "/orders/{id}/{page}", "int id, int page", "Stream 'Shop.Orders.Watch' moved")]
    [InlineData("/orders/{id}/{page?}", "int id, int? page", "/orders/{id}", "int id", "Stream 'Shop.Orders.Watch' moved")]
    public void A_change_that_requests_meet_is_breaking(
        string route, string parameters, string nextRoute, string nextParameters, string text) =>
        Assert.Contains(
        Compare(route, parameters, nextRoute, nextParameters), change => change.IsBreaking && change.Text.StartsWith(text, StringComparison.Ordinal));

    [Fact]
    public void The_type_of_a_renamed_parameter_is_compared() => Assert.Contains(
        Compare("/orders/{id}", "int id", "/orders/{orderId}", "Guid orderId"),
        change => change.IsBreaking && change.Text.StartsWith("Parameter 'id' (route) of stream 'Shop.Orders.Watch' changed from integer (int32) to string (uuid).", StringComparison.Ordinal));

    private static IReadOnlyList<ContractChange> Compare(string route, string parameters, string nextRoute, string nextParameters) =>
        ContractComparison.Compare(Of(route, parameters), Of(nextRoute, nextParameters));

    private static StreamContract Of(string route, string parameters) => ProjectContract.Of(
        $"public sealed class Orders {{ [RouteGet(\"{route}\", Identifier = \"orders\")] public EventStream<string> Watch({parameters}) => new(); }}");
}
