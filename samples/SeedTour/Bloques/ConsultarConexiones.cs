#nullable enable

namespace SeedTour.Bloques;

/// <summary>«Consultar conexiones»: finds connections by a condition on their identifier and sends to each.</summary>
internal static class ConsultarConexiones
{
    public static void Map(WebApplication server)
    {
        server += new Route(RouteMethod.Get, "/conexiones/{nombre}", (req) =>
        {
            using var sse = req.GetEventSource("mi-conexion-" + req.RouteValues["nombre"]);
            sse.KeepAlive();
            return sse.Close();
        });

        server.MapPost("/transmision", () =>
        {
#region the seed's code
HttpRequestEventSource[] evs = server.EventSources.Find(es => es.StartsWith("mi-conexion-"));
foreach (HttpRequestEventSource e in evs)
{
 e.Send("Transmisión a todas las fuentes de eventos que comienzan con 'mi-conexion-'");
}
#endregion
            return $"Sent to {evs.Length} of {server.EventSources.Count} connections.";
        });
    }
}
