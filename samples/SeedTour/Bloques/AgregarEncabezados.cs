#nullable enable

namespace SeedTour.Bloques;

/// <summary>«Agregando encabezados»: a header of one's own, before the first message.</summary>
internal static class AgregarEncabezados
{
    public static void Map(WebApplication app)
    {
        var r = app.MapGroup("/encabezados");

#region the seed's code
r += new Route(RouteMethod.Get, "/", (req) =>
{
 using var sse = req.GetEventSource();
 sse.AppendHeader("Clave-Encabezado", "Valor-Encabezado");

 sse.Send("Hola!");

 return sse.Close();
});
#endregion
    }
}
