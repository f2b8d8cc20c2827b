namespace Sisk.Sse.Generators.Model;

/// <summary>The forms of event stream a method may return.</summary>
internal enum ReturnForm
{
    /// <summary><c>EventStream&lt;T&gt;</c>: stays open, fed by broadcasts.</summary>
    Push,

    /// <summary><c>IAsyncEnumerable&lt;T&gt;</c>: ends with the enumeration.</summary>
    Pull,

    /// <summary><c>IAsyncEnumerable&lt;SseItem&lt;T&gt;&gt;</c>: the same, each item with its own name and id.</summary>
    PullItems,

    /// <summary><c>HttpResponse</c>: the method sends by itself.</summary>
    Imperative,
}
