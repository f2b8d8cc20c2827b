using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Samples.Tests.LiveBoard.Jit;

public sealed class LoadStreamTests(LiveBoardProgram board) : LoadStreamTests<LiveBoardProgram>(board);

public sealed class ManyBoardsTests : LiveBoard.ManyBoardsTests
{
    protected override SampleProgram Board(string[] arguments) => new LiveBoardProgram { Arguments = arguments };
}

public sealed class PublisherTests : LiveBoard.PublisherTests
{
    protected override SampleProgram Board(string[] arguments) => new LiveBoardProgram { Arguments = arguments };
}

public sealed class ReconnectTests(LiveBoardProgram board, Chromium chromium) : ReconnectTests<LiveBoardProgram>(board, chromium);

public sealed class RoomApiTests(LiveBoardProgram board) : RoomApiTests<LiveBoardProgram>(board);
