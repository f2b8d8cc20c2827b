namespace Shop;

/// <summary>The services and routes of the shop.</summary>
public static class ShopSetup
{
    public static EventStreamsBuilder Add(IServiceCollection services)
    {
        services.AddSingleton<IOrderStore, OrderStore>();
        services.AddScoped<Shipping>();
        services.AddSingleton<Gate>();
        return services.AddEventStreams();
    }

    public static void Map(WebApplication app)
    {
        app.MapEventStreams();
        app.MapPost("/orders/{id:int}/ship", (int id, Shipping shipping) => shipping.ShipAsync(id));
    }
}
