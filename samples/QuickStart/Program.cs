using Sisk.Sse;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEventStreams();
var app = builder.Build();
app.MapEventStreams();
app.MapPost("/rooms/{room}", (string room, Message said, RoomsBroadcaster rooms) => rooms.BroadcastMessageAsync(room, said));
app.Run();

public class Rooms
{
    [RouteGet("/rooms/{room}/events")]
    public EventStream<Message> Watch(string room) => new();
}
public record Message(string From, string Text);
