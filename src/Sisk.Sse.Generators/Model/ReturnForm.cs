namespace Sisk.Sse.Generators.Model;

/// <summary>The forms of event stream a method may return.</summary>
internal enum ReturnForm
{
    /// <summary><c>EventStream&lt;T&gt;</c>: stays open, fed by broadcasts.</summary>
    Push,

    /// <summary><c>IAsyncEnumerable&lt;T&gt;</c> or <c>EventSequence&lt;T&gt;</c>: ends with the enumeration.</summary>
    Pull,

    /// <summary>The same of <c>SseItem&lt;T&gt;</c>: each event has its own name and id.</summary>
    PullItems,

    /// <summary><c>HttpResponse</c>: the method sends by itself.</summary>
    Imperative,
}
