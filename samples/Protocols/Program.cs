using System.Text.Json.Serialization;
using Protocols;

var builder = WebApplication.CreateBuilder(args);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
builder.Services.AddSingleton<IChatClient, EchoModel>();
builder.Services.AddEventStreams();

var app = builder.Build();
app.MapEventStreams();
app.Run();
