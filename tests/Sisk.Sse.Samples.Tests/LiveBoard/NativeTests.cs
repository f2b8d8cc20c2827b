using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Samples.Tests.LiveBoard.Native;

/// <summary>The tests of the native executable run one at a time, so that only one of them waits for the compiler.</summary>
[CollectionDefinition(Name)]
public sealed class NativeExecutable
{
    public const string Name = "native executable";
}

[Collection(NativeExecutable.Name)]
public sealed class PublishTests(NativeBuild build)
{
    [Fact]
    public async Task Publishing_gives_no_trimming_or_AOT_warning()
    {
        var executable = await build.PublishAsync();

        Assert.DoesNotContain("warning", await build.LogAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(Path.ChangeExtension(executable, "dll")));
    }
}

[Collection(NativeExecutable.Name)]
public sealed class LoadStreamTests(NativeLiveBoard board) : LoadStreamTests<NativeLiveBoard>(board);

[Collection(NativeExecutable.Name)]
public sealed class ManyBoardsTests(NativeBuild build) : LiveBoard.ManyBoardsTests
{
    protected override SampleProgram Board(string[] arguments) => new NativeLiveBoard(build) { Arguments = arguments };
}

[Collection(NativeExecutable.Name)]
public sealed class PublisherTests(NativeBuild build) : LiveBoard.PublisherTests
{
    protected override SampleProgram Board(string[] arguments) => new NativeLiveBoard(build) { Arguments = arguments };
}

[Collection(NativeExecutable.Name)]
public sealed class ReconnectTests(NativeLiveBoard board, Chromium chromium) : ReconnectTests<NativeLiveBoard>(board, chromium);

[Collection(NativeExecutable.Name)]
public sealed class RoomApiTests(NativeLiveBoard board) : RoomApiTests<NativeLiveBoard>(board);
