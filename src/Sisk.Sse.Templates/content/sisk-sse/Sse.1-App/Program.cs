var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEventStreams();

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapEventStreams();
app.MapPost("/rooms/{room}", (string room, Message message, RoomsBroadcaster rooms) => rooms.BroadcastMessageAsync(room, message));
app.Run();
