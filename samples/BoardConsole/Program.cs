// Follows a room of LiveBoard from the command line: dotnet run -- http://127.0.0.1:5080 lobby
using BoardConsole;
using Sisk.Sse.Client;

using var http = new HttpClient { BaseAddress = new Uri(args is [var address, ..] ? address : "http://127.0.0.1:5080") };
var board = new BoardStreams(http);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

var call = new EventStreamCall
{
    StateChanged = state => Console.Error.WriteLine($"({state})"),
    Reconnecting = reason => Console.Error.WriteLine(reason?.Message ?? "The response ended."),
};
try
{
    var room = args is [_, var given, ..] ? given : "lobby";
    await foreach (var e in board.RoomEvents.WatchAsync(room, call: call, cancellationToken: stop.Token))
    {
        Console.WriteLine(e switch
        {
            RoomEvent.Welcome welcome => $"{welcome.Room}: {welcome.Recent.Length} messages",
            RoomEvent.Said said => $"{said.Message.From}: {said.Message.Text}",
            RoomEvent.Directory directory => string.Join(", ", directory.Rooms.Select(r => r.Name)),
            _ => e.ToString(),
        });
    }
}
catch (EventStreamException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    // Ctrl+C.
}

return 0;
