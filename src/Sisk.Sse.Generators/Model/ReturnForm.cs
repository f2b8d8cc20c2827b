namespace Sisk.Sse.Generators.Model;

/// <summary>The forms of event streams that a method can return.</summary>
internal enum ReturnForm
{
    /// <summary><c>EventStream&lt;T&gt;</c>, which stays open and receives broadcasts.</summary>
    Push,

    /// <summary><c>IAsyncEnumerable&lt;T&gt;</c> or <c>EventSequence&lt;T&gt;</c>, which ends with the enumeration.</summary>
    Pull,

    /// <summary>A pull stream of <c>SseItem&lt;T&gt;</c>, each of which has its own event type and id.</summary>
    PullItems,

    /// <summary><c>HttpResponse</c>. The method sends the events itself.</summary>
    Imperative,
}
