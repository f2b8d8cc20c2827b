using Sisk.Sse.Redis.Node;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
Backplane.Add(
    builder.Services.AddEventStreams(options =>
    {
        // Keep everything that a test sends, for clients that are away for several seconds.
        options.History.MaxEvents = 100_000;
        options.History.MaxBytes = 64 * 1024 * 1024;
        options.MinRetry = TimeSpan.FromMilliseconds(50);
        options.MaxRetry = TimeSpan.FromMilliseconds(200);
    }),
    builder.Configuration["database"]!,
    builder.Configuration["application"]!);

var app = builder.Build();
app.MapEventStreams();
app.MapPost("/broadcast/{room}", async (string room, HttpRequest request, BoardEventsBroadcaster board) =>
{
    using var reader = new StreamReader(request.Body);
    await board.BroadcastRoomAsync(room, await reader.ReadToEndAsync());
});
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Listening at {app.Urls.First()}"));
app.Run();
