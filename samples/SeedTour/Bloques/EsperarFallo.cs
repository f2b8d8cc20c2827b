#nullable enable

namespace SeedTour.Bloques;

/// <summary>«Conexiones Wait-For-Fail»: an identified connection that stays until 15 seconds pass without a message.</summary>
internal static class EsperarFallo
{
    public static void Map(WebApplication app)
    {
        var r = app.MapGroup("/espera");

#region the seed's code
r += new Route(RouteMethod.Get, "/", (req) =>
{
 using var sse = req.GetEventSource("mi-indice-conexion");

 sse.WaitForFail(TimeSpan.FromSeconds(15)); // esperar 15 segundos sin ningún mensaje antes de terminar la conexión

 return sse.Close();
});
#endregion
    }
}
