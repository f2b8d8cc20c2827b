using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Tests.Contract;

/// <summary>Changes that break clients which were built before, and those that do not.</summary>
public sealed class ComparisonTests
{
    private const string Before = """
        public sealed class Orders
        {
            [RouteGet("/orders/{id}")]
            public EventStream<OrderEvent> Watch(int id, [FromQuery] string? filter, [FromHeader] Speed? speed) => new();

            [RoutePost("/ask")]
            public async IAsyncEnumerable<string> Ask(Question question, [EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); ct.ThrowIfCancellationRequested(); _ = question; yield break; }
        }

        public abstract record OrderEvent
        {
            public sealed record Shipped(string Carrier, int? Days, Kind Kind) : OrderEvent;
            public sealed record Counted(Dictionary<Stage, int> Stages, Dictionary<int, int> Ids) : OrderEvent { [System.Text.Json.Serialization.JsonExtensionData] public Dictionary<string, object>? More { get; init; } }
            public sealed record Cancelled(string Why, Way Way) : OrderEvent;
        }

        public enum Kind { Parcel, Letter }
        public enum Stage { Packed, Sent }
        public enum Speed { Slow = 1, Fast }
        public enum Tone { Plain, Formal }
        [System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter))] public enum Way { Air }
        public sealed record Question(string Text, Tone Tone) { public string? Author { get; init; } public Dictionary<Tone, string>? By { get; init; } }
        """;

    /// <summary>The contract of <see cref="Before"/>, which most tests compare with another.</summary>
    private static readonly Lazy<StreamContract> _before = new(static () => ProjectContract.Of(Before));

    /// <summary>The replaced text, its replacement, a value indicating whether it breaks clients, and the message.</summary>
    public static TheoryData<string, string, bool, string> Changes => new()
    {
        { "record Cancelled", "record Gone", true, "Event 'cancelled' of stream 'Shop.Orders.Watch' was removed or renamed. Breaks clients that handle 'cancelled'." },
        { "string Carrier", "string Company", true, "Member 'carrier' of 'Shop.OrderEvent+Shipped' was removed or renamed. Breaks clients that handle 'shipped'." },
        { "string Carrier", "int Carrier", true, "Member 'carrier' of 'Shop.OrderEvent+Shipped' changed from string to integer (int32). Breaks clients that handle 'shipped'." },
        { "string Why", "string? Why", true, "Member 'why' of 'Shop.OrderEvent+Cancelled' may now be null. Breaks clients that handle 'cancelled'." },
        { "int? Days", "int Days", false, "Member 'days' of 'Shop.OrderEvent+Shipped' is no longer null." },
        { "string Why", "string Why, string? More", false, "Member 'more' of 'Shop.OrderEvent+Cancelled' was added." },
        { "public sealed record Shipped", "public sealed record Paid : OrderEvent; public sealed record Shipped", false, "Event 'paid' of stream 'Shop.Orders.Watch' was added." },
        { "/orders/{id}", "/order/{id}", true, "Stream 'Shop.Orders.Watch' moved from GET /orders/{id} to GET /order/{id}. Breaks all of its clients." },
        { "[RouteGet(\"/orders/{id}\")]", "[RouteGet(\"/orders/{id}\", PingIntervalSeconds = 60)]", false, "The ping interval of stream 'Shop.Orders.Watch' changed from the application's to 60000 ms." },
        { "[RouteGet(\"/orders/{id}\")]", "[RouteGet(\"/orders/{id}\", PingIntervalSeconds = double.PositiveInfinity)]", false, "The ping interval of stream 'Shop.Orders.Watch' changed from the application's to no pings." },
        { "Watch(int id", "Follow(int id", true, "Stream 'Shop.Orders.Watch' was removed. Breaks all of its clients." },
        { "Watch(int id", "Follow(int id", false, "Stream 'Shop.Orders.Follow' was added." },
        { "string? filter", "string filter", true, "Parameter 'filter' (query) of stream 'Shop.Orders.Watch' became required. Breaks clients that leave it out." },
        { "int id,", "int id, [FromQuery] int page,", true, "Parameter 'page' (query) of stream 'Shop.Orders.Watch' was added and is required. Breaks all clients of the stream." },
        { "int id,", "int id, [FromQuery] int? page,", false, "Parameter 'page' (query) of stream 'Shop.Orders.Watch' was added." },
        { "int id,", "long id,", false, "Parameter 'id' (route) of stream 'Shop.Orders.Watch' changed from integer (int32) to integer (int64). The server takes all that clients send." },
        { "int id,", "string id,", false, "Parameter 'id' (route) of stream 'Shop.Orders.Watch' changed from integer (int32) to string." },
        { "int id,", "short id,", true, "Parameter 'id' (route) of stream 'Shop.Orders.Watch' changed from integer (int32) to integer (int16). Breaks clients of the stream." },
        { "string? filter", "string[] filter", false, "Parameter 'filter' (query) of stream 'Shop.Orders.Watch' changed from string to an array of string." },
        { "Speed? speed", "string? speed", false, "Parameter 'speed' (header) of stream 'Shop.Orders.Watch' changed from 'Shop.Speed' to string." },
        { "int? Days", "short? Days", false, "Member 'days' of 'Shop.OrderEvent+Shipped' changed from integer (int32) to integer (int16). Clients can read all of its values." },
        { "int? Days", "long? Days", true, "Member 'days' of 'Shop.OrderEvent+Shipped' changed from integer (int32) to integer (int64). Breaks clients that handle 'shipped'." },
        { "int? Days", "Kind? Days", false, "Member 'days' of 'Shop.OrderEvent+Shipped' changed from integer (int32) to 'Shop.Kind'." },
        { "string Why", "Guid Why", false, "Member 'why' of 'Shop.OrderEvent+Cancelled' changed from string to string (uuid)." },
        { "string Why", "Way Why", false, "Member 'why' of 'Shop.OrderEvent+Cancelled' changed from string to 'Shop.Way'." },
        { "Question(string Text", "Question(Guid Text", true, "Member 'text' of 'Shop.Question' changed from string to string (uuid). Breaks clients of the stream." },
        { "Tone Tone)", "int Tone)", false, "Member 'tone' of 'Shop.Question' changed from 'Shop.Tone' to integer (int32). The server takes all that clients send." },
        { ", [FromQuery] string? filter", "", false, "Parameter 'filter' (query) of stream 'Shop.Orders.Watch' was removed. What clients send is ignored." },
        { "{ Parcel, Letter }", "{ Parcel, Letter, Pallet }", false, "Value 'Pallet' of 'Shop.Kind' was added." },
        { "{ Parcel, Letter }", "{ Parcel }", true, "Value 'Letter' of 'Shop.Kind' was removed or renamed. Breaks clients that handle 'shipped'." },
        { "{ Parcel, Letter }", "{ Parcel, Sack, Letter }", true, "Value 'Letter' of 'Shop.Kind' changed from 1 to 2. Breaks clients that handle 'shipped'." },
        { "{ Parcel, Letter }", "{ Letter, Parcel }", true, "Value 'Parcel' of 'Shop.Kind' changed from 0 to 1. Breaks clients that handle 'shipped'." },
        { "public enum Kind", "[Flags] public enum Kind", true, "The values of 'Shop.Kind' are now combined. Breaks clients that handle 'shipped'." },
        { "{ Air }", "{ Sea, Air }", true, "Value 'Sea' of 'Shop.Way' was added. Breaks .NET clients that handle 'cancelled': they cannot read it." },
        { "{ Plain, Formal }", "{ Plain, Formal, Short }", false, "Value 'Short' of 'Shop.Tone' was added." },
        { "{ Plain, Formal }", "{ Formal, Plain }", true, "Value 'Formal' of 'Shop.Tone' changed from 1 to 0. Breaks clients of the stream." },
        { "public enum Tone", "[Flags] public enum Tone", false, "The values of 'Shop.Tone' are now combined." },
        { "{ Packed, Sent }", "{ Packed, Shipped }", true, "Key 'Sent' was renamed, or removed from: Member 'stages' of 'Shop.OrderEvent+Counted'. Breaks clients that handle 'counted'." },
        { "{ Packed, Sent }", "{ Packed, Paid, Sent }", false, "Key 'Paid' was added to: Member 'stages' of 'Shop.OrderEvent+Counted'." },
        { "Dictionary<Stage, int>", "Dictionary<string, int>", true, "The keys may now have any names, of: Member 'stages' of 'Shop.OrderEvent+Counted'. Breaks clients that handle 'counted'." },
        { "Dictionary<int, int> Ids", "Dictionary<Stage, int> Ids", true, "A key of: Member 'ids' of 'Shop.OrderEvent+Counted' changed from string (int32) to string." },
        { "Dictionary<int, int> Ids", "Dictionary<Guid, int> Ids", true, "A key of: Member 'ids' of 'Shop.OrderEvent+Counted' changed from string (int32) to string (uuid). Breaks clients that handle 'counted'." },
        { "Dictionary<int, int> Ids", "Dictionary<short, int> Ids", false, "A key of: Member 'ids' of 'Shop.OrderEvent+Counted' changed from string (int32) to string (int16). Clients can read all of its values." },
        { "{ [System.Text.Json.Serialization.JsonExtensionData] public Dictionary<string, object>? More { get; init; } }", ";", true, "'Shop.OrderEvent+Counted' no longer has members of any name. Breaks clients that handle 'counted'." },
        { "{ Plain, Formal }", "{ Plain }", true, "Key 'Formal' was renamed, or removed from: Member 'by' of 'Shop.Question'. Breaks clients of the stream." },
        { "Dictionary<Tone, string>", "Dictionary<string, string>", false, "The keys may now have any names, of: Member 'by' of 'Shop.Question'." },
        { "{ Slow = 1, Fast }", "{ Slow = 1, Express }", true, "Value 'Fast' of 'Shop.Speed' was removed or renamed. Breaks clients of the stream." },
        { "{ Slow = 1, Fast }", "{ Slow = 1, Fast, Express }", false, "Value 'Express' of 'Shop.Speed' was added." },
        { "public string? Author", "public required string? Author", true, "Member 'author' of 'Shop.Question' became required. Breaks clients of the stream." },
        { "{ public string? Author", "{ public required int Age { get; init; } public string? Author", true, "Member 'age' of 'Shop.Question' was added and is required. Breaks clients of the stream." },
        { "{ public string? Author", "{ [System.Text.Json.Serialization.JsonRequired] public int Age { get; init; } public string? Author", true, "Member 'age' of 'Shop.Question' was added and is required. Breaks clients of the stream." },
        { "{ public string? Author", "{ public int Age { get; init; } public string? Author", false, "Member 'age' of 'Shop.Question' was added." },
        { "{ public string? Author", "{ [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Question() : this(\"\", Tone.Plain) => Age = 1; public required int Age { get; init; } public string? Author", false, "Member 'age' of 'Shop.Question' was added." },
        { "Why, Way Way) : OrderEvent;", "Why, Way Way) : OrderEvent { public required int Age { get; init; } }", false, "Member 'age' of 'Shop.OrderEvent+Cancelled' was added." },
        { "Question(string Text", "Question(string? Text", false, "Member 'text' of 'Shop.Question' may now be null." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_named_with_whom_it_breaks(string old, string replacement, bool isBreaking, string text)
    {
        Assert.Contains(old, Before, StringComparison.Ordinal);

        var changes =
            ContractComparison.Compare(_before.Value, ProjectContract.Of(Before.Replace(old, replacement, StringComparison.Ordinal)));

        Assert.Contains(changes, change => change.IsBreaking == isBreaking && change.Text.StartsWith(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_type_that_was_not_known_breaks_no_client_that_receives_it(int use, bool isBreaking)
    {
        var (contract, changes) = (new StreamContract("Shop", default, default), new List<ContractChange>());

        new ShapeComparison(contract, contract, changes).Compare(Shape.Any, Shape.Integer("int32"), "It", "clients", (ShapeUse)use);

        Assert.Equal(isBreaking, Assert.Single(changes).IsBreaking);
    }

    [Fact]
    public void Types_that_are_only_renamed_are_the_same_to_clients() => Assert.Empty(ContractComparison.Compare(
        _before.Value, ProjectContract.Of(Before.Replace("Question", "Query", StringComparison.Ordinal)
            .Replace("enum Kind", "enum Sort", StringComparison.Ordinal).Replace("Kind Kind", "Sort Kind", StringComparison.Ordinal))));

    [Fact]
    public void Numbers_of_an_enumeration_that_is_sent_by_name_are_the_same_to_clients() => Assert.Empty(ContractComparison.Compare(
        _before.Value, ProjectContract.Of(Before.Replace("{ Slow = 1, Fast }", "{ Fast = 5, Slow }", StringComparison.Ordinal))));

    [Theory]
    [InlineData("record Item(int N)")]
    [InlineData("abstract record Item(int N)")]
    public void First_derived_type_of_a_type_breaks_no_client(string item)
    {
        var source = "using System.Text.Json.Serialization; public sealed class S { [RouteGet(\"/\")] public EventStream<Page> W() => new(); } "
            + $"public sealed record Page(Item Item); public {item}; public sealed record Better(int N, int M) : Item(N);";

        var changes = ContractComparison.Compare(
            ProjectContract.Of(source),
            ProjectContract.Of(source.Replace(
                "public " + item, "[JsonDerivedType(typeof(Better), \"better\")] public " + item, StringComparison.Ordinal)));

        Assert.NotEmpty(changes);
        Assert.DoesNotContain(changes, change => change.IsBreaking);
    }

    [Theory]
    [InlineData("typeof(Better), \"good\"", true, "The discriminator of derived type 'Shop.Better' of 'Shop.Item' changed from \"better\" to \"good\". Breaks clients that handle 'message'.")]
    [InlineData("typeof(Better), 2", true, "The discriminator of derived type 'Shop.Better' of 'Shop.Item' changed from \"better\" to 2.")]
    [InlineData("typeof(Other), \"other\"", true, "Derived type 'Shop.Better' of 'Shop.Item' was removed or renamed.")]
    [InlineData("typeof(Other), \"better\"", false, "Member 'o' of 'Shop.Other' was added.")]
    public void A_discriminator_that_changed_is_one_change(string attribute, bool isBreaking, string text)
    {
        const string Source = "using System.Text.Json.Serialization; public sealed class S { [RouteGet(\"/\")] public EventStream<Page> W() => new(); } "
            + "public sealed record Page(Item Item); [JsonDerivedType(typeof(Better), \"better\")] public abstract record Item(int N); "
            + "public sealed record Better(int N) : Item(N); public sealed record Other(int N, int O) : Item(N);";

        var changes = ContractComparison.Compare(
            ProjectContract.Of(Source), ProjectContract.Of(
                Source.Replace("typeof(Better), \"better\"", attribute, StringComparison.Ordinal)));

        Assert.Contains(changes, change => change.IsBreaking == isBreaking && change.Text.StartsWith(text, StringComparison.Ordinal));
        Assert.InRange(changes.Count, 1, attribute.Contains("Better", StringComparison.Ordinal) ? 1 : 2);
    }

    [Fact]
    public void Types_that_hold_themselves_are_compared_once()
    {
        const string Source = "public sealed class S { [RouteGet(\"/\")] public EventStream<Node> W() => new(); } public sealed record Node(string Name, Node? Next);";

        var change = Assert.Single(ContractComparison.Compare(
            ProjectContract.Of(Source), ProjectContract.Of(Source.Replace("string Name", "int Name", StringComparison.Ordinal))));

        Assert.Contains("Breaks clients that handle 'message'", change.Text, StringComparison.Ordinal);
    }
}
