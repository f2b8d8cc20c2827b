#nullable enable

namespace SeedTour.Bloques;

/// <summary>«Conexiones Wait-For-Fail», second part: finds the connection made at /espera by its identifier and sends to it.</summary>
internal static class ObtenerConexion
{
    public static void Map(WebApplication server)
    {
        server.MapPost("/hola-de-nuevo", () =>
        {
#region the seed's code
HttpRequestEventSource? evs = server.EventSources.GetByIdentifier("mi-indice-conexion");
if (evs != null)
{
 // la conexión todavía está viva
 evs.Send("Hola de nuevo!");
}
#endregion
            return evs != null ? "Sent to mi-indice-conexion." : "No connection of that identifier is open: open /espera first.";
        });
    }
}
