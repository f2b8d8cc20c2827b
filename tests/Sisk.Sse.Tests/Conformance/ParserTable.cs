using System.Text;
using Sisk.Sse.Tests.Conformance.Parsers;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>Streams, and the events that the standard dispatches for them.</summary>
internal static class ParserTable
{
    /// <summary>The known deviations of parsers from the standard. The encoder writes none of these streams.</summary>
    internal static readonly IReadOnlySet<(string Parser, string Row)> Deviations = new HashSet<(string, string)>
    {
        // SseParser keeps an event name after a block without data, and treats an empty name as a name.
        ("dotnet", "7 a block with a type alone"),
        ("dotnet", "12 an empty type"),
    };

    /// <summary>The only event type in the table besides <c>message</c>.</summary>
    internal const string OtherType = "x";

    private static readonly string _long = new('x', 100_000);
    private static readonly string _fiveMebibytes = new('y', 5 * 1024 * 1024);

    internal static readonly IReadOnlyDictionary<string, (string Stream, ParsedEvent[] Events)> Rows =
        new Dictionary<string, (string, ParsedEvent[])>
        {
            ["1 one BOM at the start"] = ("\ufeffdata: x\n\n", [Message("x")]),
            ["2 two BOMs at the start"] = ("\ufeff\ufeffdata: x\n\ndata: y\n\n", [Message("y")]),
            ["3 a BOM before a later field"] = ("data: x\n\ufeffdata: y\n\n", [Message("x")]),
            ["3 a BOM inside a value"] = ("data: \ufeffx\n\n", [Message("\ufeffx")]),
            ["4 LF"] = ("data: x\ndata: y\n\n", [Message("x\ny")]),
            ["4 CR"] = ("data: x\rdata: y\r\rdata: z\r\r\n", [Message("x\ny"), Message("z")]),
            ["4 CRLF"] = ("data: x\r\ndata: y\r\n\r\n", [Message("x\ny")]),
            ["4 mixed"] = ("data: x\rdata: y\r\ndata: z\n\rdata: w\n\n", [Message("x\ny\nz"), Message("w")]),
            ["5 data that is empty"] = ("data:\n\n", [Message("")]),
            ["5 data twice without a colon"] = ("data\ndata\n\n", [Message("\n")]),
            ["6 several data lines"] = ("data: 1\ndata: 2\ndata: 3\n\n", [Message("1\n2\n3")]),
            ["7 blocks without data"] = ("id: 1\n\nretry: 5\n\n: c\n\ndata: y\n\n", [Message("y", "1")]),
            ["7 a block with a type alone"] = ("event: x\n\ndata: y\n\n", [Message("y")]),
            ["8 one space is removed"] = ("data: x\n\ndata:y\n\n", [Message("x"), Message("y")]),
            ["8 a second space and a tab stay"] = ("data:  x\n\ndata:\ty\n\n", [Message(" x"), Message("\ty")]),
            ["9 unknown fields"] = ("Data: 1\n data: 2\nda-ta: 3\nda\0ta: 4\nfoo: 5\nbar\ndata: x\n\n", [Message("x")]),
            ["10 comments"] = ($"data: 1\n: c\n:\0\n:data: c\n:{_long}\ndata: 2\n\n", [Message("1\n2")]),
            ["11 NUL in data"] = ("data: a\0b\n\n", [Message("a\0b")]),
            ["12 a type"] = ("event: x\ndata: 1\n\ndata: 2\n\nevent: message\ndata: 3\n\n", [Message("1") with { Type = OtherType }, Message("2"), Message("3")]),
            ["12 an empty type"] = ("event: x\nevent:\ndata: 1\n\n", [Message("1")]),
            ["13 an id stays"] = ("id: 1\ndata: x\n\ndata: y\n\nid\ndata: z\n\n", [Message("x", "1"), Message("y", "1"), Message("z")]),
            ["13 NUL in an id"] = ("id: 1\ndata: x\n\nid: 2\03\ndata: y\n\n", [Message("x", "1"), Message("y", "1")]),
            ["14 an id beyond ASCII"] = ("id: é日本\ndata: x\n\n", [Message("x", "é日本")]),
            ["15 an unfinished event"] = ("data: x\n\nid: 9\ndata: y\n", [Message("x")]),
            ["17 an event of 5 MiB"] = ($"data: {_fiveMebibytes}\n\n", [Message(_fiveMebibytes)]),
            ["17 100 events at once"] =
                (string.Concat(Enumerable.Range(0, 100).Select(i => $"data: {i}\n\n")), [.. Enumerable.Range(0, 100)
                    .Select(i => Message($"{i}"))]),
        };

    internal static byte[] Bytes(string row) => Encoding.UTF8.GetBytes(Rows[row].Stream);

    private static ParsedEvent Message(string data, string id = "") => new("message", data, id);
}
