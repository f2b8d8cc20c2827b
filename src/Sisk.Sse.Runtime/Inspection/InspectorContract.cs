using Sisk.Sse.Contracts;
using ContractStreamEnd = Sisk.Sse.Contracts.StreamEnd;

namespace Sisk.Sse.Inspection;

/// <summary>The contract of the inspector's own streams, from which the client of its page is generated.</summary>
internal static class InspectorContract
{
    internal const string WatchRoute = "/events";
    internal const string TailRoute = "/tail";
    internal const string ServerEvent = "server";
    internal const string SampleEvent = "sample";
    internal const string EndedEvent = "ended";

    internal static StreamContract Contract { get; } = new(
        "the inspector",
        new(
        [
            new ContractStream(
                "Inspector",
                "Tail",
                "GET",
                TailRoute,
                StreamKind.Imperative,
                ContractStreamEnd.None,
                Payload: null,
                Query("key", "stream", "value"),
                Events()),
            new ContractStream(
                "Inspector",
                "Watch",
                "GET",
                WatchRoute,
                StreamKind.Pull,
                ContractStreamEnd.None,
                Shape.Any,
                Query(),
                Events(ServerEvent, SampleEvent, EndedEvent)),
        ]),
        new([]));

    private static EquatableArray<ContractParameter> Query(params string[] names) =>
        new([.. names.Select(static name =>
            new ContractParameter(name, ParameterPlace.Query, Shape.Text(), IsRequired: false, IsKey: false))]);

    private static EquatableArray<ContractEvent> Events(params string[] names) =>
        new([.. names.Order(StringComparer.Ordinal).Select(static name => new ContractEvent(name, Shape.Any, IsText: false))]);
}
