using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveBoard.Rooms;

/// <summary>The requests of a page to the rooms, besides their events.</summary>
internal static class RoomRoutes
{
    public static void MapRooms(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/rooms", async (RoomPresence presence) => TypedResults.Ok(await presence.SummariesAsync()));
        endpoints.MapPost("/rooms", Open);
        endpoints.MapPost("/rooms/{room}/messages", SayInRoom);
        endpoints.MapGet("/rooms/{room}", Page);
    }

    private static async Task<Results<Created<RoomSummary>, ValidationProblem, ProblemHttpResult>> Open(
        OpenRoom request, IRooms rooms, RoomPresence presence)
    {
        if (request.Fault() is { } whatToDo)
        {
            return RoomProblems.Invalid("name", whatToDo);
        }

        var name = request.Name!;
        if (!await rooms.TryOpenAsync(name))
        {
            return await rooms.IsOpenAsync(name) ? RoomProblems.RoomExists(name) : RoomProblems.BoardIsFull();
        }

        presence.Changed();
        return TypedResults.Created($"/rooms/{name}", new RoomSummary(name, 0));
    }

    private static async Task<Results<Accepted, ValidationProblem, ProblemHttpResult>> SayInRoom(
        string room, Say request, IRooms rooms, RoomEventsBroadcaster people, TimeProvider time)
    {
        if (!await rooms.IsOpenAsync(room))
        {
            return RoomProblems.NoSuchRoom(room);
        }

        if (request.Fault() is var (field, whatToDo))
        {
            return RoomProblems.Invalid(field, whatToDo);
        }

        var message = await rooms.AddAsync(room, time.GetUtcNow(), request.Sender(), request.Text!.Trim());
        await people.BroadcastSaidAsync(room, new(message));
        return TypedResults.Accepted((string?)null);
    }

    // The same page for every room. It finds its room from the status and the address.
    private static async Task Page(string room, IRooms rooms, IWebHostEnvironment files, HttpContext context)
    {
        context.Response.StatusCode = await rooms.IsOpenAsync(room) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.SendFileAsync(files.WebRootFileProvider.GetFileInfo("index.html"), context.RequestAborted);
    }
}
