#nullable enable

namespace SeedTour.Bloques;

/// <summary>«Configurar política de pings de conexión»: a ping every five seconds keeps an idle connection open.</summary>
public sealed class PoliticaDePings
{
#region the seed's code
[RouteGet("/sse")]
public HttpResponse Events(HttpRequest request)
{
 using var sse = request.GetEventSource();
 sse.WithPing(ping =>
 {
 ping.DataMessage = "mensaje-ping";
 ping.Interval = TimeSpan.FromSeconds(5);
 ping.Start();
 });
    
 sse.KeepAlive();
 return sse.Close();
}
#endregion
}
