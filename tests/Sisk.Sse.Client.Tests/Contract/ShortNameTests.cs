using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Tests.Contract;

/// <summary>The names of types in both clients, before they are made unique.</summary>
public sealed class ShortNameTests
{
    [Theory]
    [InlineData("Shop.OrderEvent+Shipped", "OrderEventShipped")]
    [InlineData("Shop.Page<Shop.Item>", "PageOfItem")]
    [InlineData("Shop.Page<Shop.Item[]>", "PageOfItemArray")]
    [InlineData("Shop.Result<Shop.Order>+Ok", "ResultOfOrderOk")]
    [InlineData("Shop.Outer<int>+Inner<Shop.Item?,bool>", "OuterOfIntInnerOfItemAndBool")]
    [InlineData("Shop.Orders@Acme.Library", "OrdersLibrary")]
    public void Short_name_has_no_namespaces(string id, string name) => Assert.Equal(name, ShortName.Of(id, char.IsLetterOrDigit));
}
