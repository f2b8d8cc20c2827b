#nullable enable

namespace SeedTour.Bloques;

/// <summary>«Creando una conexión SSE»: one message, then the server closes.</summary>
internal static class CrearConexion
{
    public static void Map(WebApplication app)
    {
        var r = app.MapGroup("/hola");

#region the seed's code
r += new Route(RouteMethod.Get, "/", (req) =>
{
 using var sse = req.GetEventSource();

 sse.Send("Hola, mundo!");

 return sse.Close();
});
#endregion
    }
}
