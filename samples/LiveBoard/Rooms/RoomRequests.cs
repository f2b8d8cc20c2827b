namespace LiveBoard.Rooms;

/// <summary>The body of POST /rooms.</summary>
internal sealed record OpenRoom(string? Name)
{
    public const int LongestName = 24;

    /// <summary>Finds what is wrong and what to do about it. Null if nothing is wrong.</summary>
    public string? Fault()
        => Name is { Length: > 0 and <= LongestName } && Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? null
            : $"A room's name has 1 to {LongestName} of a-z, 0-9 and '-'.";
}

/// <summary>The body of POST /rooms/{room}/messages.</summary>
internal sealed record Say(string? From, string? Text)
{
    public const int LongestName = 40;
    public const int LongestText = 500;

    /// <summary>The name to show: someone need not give one.</summary>
    public string Sender() => string.IsNullOrWhiteSpace(From) ? "someone" : From.Trim();

    /// <summary>The field at fault and what to do, or null where nothing is wrong.</summary>
    public (string Field, string WhatToDo)? Fault()
    {
        if (From?.Length > LongestName)
        {
            return ("from", $"Give a name of at most {LongestName} characters; this one has {From.Length}.");
        }

        if (string.IsNullOrWhiteSpace(Text))
        {
            return ("text", "Write something: the message is empty.");
        }

        return Text.Length > LongestText ? ("text", $"Shorten the message to {LongestText} characters; it has {Text.Length}.") : null;
    }
}
