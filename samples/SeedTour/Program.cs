using SeedTour.Bloques;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && builder.Configuration[WebHostDefaults.HttpPortsKey] is null)
{
    builder.WebHost.UseUrls("http://127.0.0.1:5081");
}

builder.Services.AddEventStreams();

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapEventStreams();
CrearConexion.Map(app);
AgregarEncabezados.Map(app);
EsperarFallo.Map(app);
ObtenerConexion.Map(app);
ConsultarConexiones.Map(app);
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"SeedTour is at {string.Join(" and ", app.Urls)}"));
app.Run();
