using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveBoard.Rooms;

/// <summary>The answers to requests that cannot be met, each with what to do about it.</summary>
internal static class RoomProblems
{
    public static ProblemHttpResult NoSuchRoom(string name) => TypedResults.Problem(
        $"There is no room called '{name}'. Open it with POST /rooms and the body {{\"name\": \"…\"}}, "
        + "or see GET /rooms for those that are open.",
        statusCode: StatusCodes.Status404NotFound,
        title: "No such room");

    public static ProblemHttpResult RoomExists(string name) => TypedResults.Problem(
        $"A room called '{name}' is open already: go to /rooms/{name}.",
        statusCode: StatusCodes.Status409Conflict,
        title: "Room exists");

    public static ProblemHttpResult BoardIsFull() => TypedResults.Problem(
        $"This board holds {IRooms.Limit} rooms and all are taken: use one of them.",
        statusCode: StatusCodes.Status409Conflict,
        title: "No room left");

    public static ValidationProblem Invalid(string field, string whatToDo) => TypedResults.ValidationProblem(
        new Dictionary<string, string[]> { [field] = [whatToDo] },
        detail: whatToDo);
}
