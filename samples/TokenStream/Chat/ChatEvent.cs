using System.Text.Json.Serialization;

namespace TokenStream.Chat;

/// <summary>The events of an answer, in this order: <c>word</c>s and then <c>done</c>, or <c>refused</c> alone.</summary>
public abstract record ChatEvent
{
    /// <summary>The next word, with its punctuation.</summary>
    public sealed record Word(string Text) : ChatEvent;

    /// <summary>The answer is complete.</summary>
    public sealed record Done(int Words) : ChatEvent;

    /// <summary>There is no answer, and this is what to change.</summary>
    public sealed record Refused(string Why) : ChatEvent;
}

/// <summary>The request for an answer.</summary>
/// <param name="Text">The question: the answer begins where one of its words stands.</param>
/// <param name="Length">About how many words are wanted.</param>
public sealed record Question(string Text, int Length = 60);

/// <summary>The number of answers by their state.</summary>
/// <param name="Running">Answers that are being written.</param>
/// <param name="Finished">Answers written to their end.</param>
/// <param name="Stopped">Answers whose reader went away before.</param>
public sealed record Work(int Running, int Finished, int Stopped);

/// <summary>Every type that leaves or enters as JSON, known at compile time.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(ChatEvent.Word))]
[JsonSerializable(typeof(ChatEvent.Done))]
[JsonSerializable(typeof(ChatEvent.Refused))]
[JsonSerializable(typeof(Work))]
internal sealed partial class ChatJson : JsonSerializerContext;
