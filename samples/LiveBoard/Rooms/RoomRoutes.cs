using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveBoard.Rooms;

/// <summary>What a page asks of the rooms, besides their events.</summary>
internal static class RoomRoutes
{
    public static void MapRooms(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/rooms", (RoomPresence presence) => TypedResults.Ok(presence.Summaries()));
        endpoints.MapPost("/rooms", Open);
        endpoints.MapPost("/rooms/{room}/messages", SayInRoom);
        endpoints.MapGet("/rooms/{room}", Page);
    }

    private static Results<Created<RoomSummary>, ValidationProblem, ProblemHttpResult> Open(OpenRoom request, RoomDirectory rooms, RoomPresence presence)
    {
        if (request.Fault() is { } whatToDo)
        {
            return RoomProblems.Invalid("name", whatToDo);
        }

        var name = request.Name!;
        if (!rooms.TryOpen(name))
        {
            return rooms.Find(name) is null ? RoomProblems.BoardIsFull() : RoomProblems.RoomExists(name);
        }

        presence.Changed();
        return TypedResults.Created($"/rooms/{name}", new RoomSummary(name, 0));
    }

    private static async Task<Results<Accepted, ValidationProblem, ProblemHttpResult>> SayInRoom(
        string room, Say request, RoomDirectory rooms, RoomTalk talk)
    {
        if (rooms.Find(room) is not { } found)
        {
            return RoomProblems.NoSuchRoom(room);
        }

        if (request.Fault() is var (field, whatToDo))
        {
            return RoomProblems.Invalid(field, whatToDo);
        }

        await talk.SayAsync(found, request.Sender(), request.Text!.Trim());
        return TypedResults.Accepted((string?)null);
    }

    // The same page for every room; it sees from the status and the address where it is.
    private static Task Page(string room, RoomDirectory rooms, IWebHostEnvironment files, HttpContext context)
    {
        context.Response.StatusCode = rooms.Find(room) is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.SendFileAsync(files.WebRootFileProvider.GetFileInfo("index.html"), context.RequestAborted);
    }
}
