using System.Text;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Wire;

public sealed class FrameRunTests
{
    private const int FullBytes = 64 * 1024;

    [Fact]
    public void Chunks_of_a_run_follow_one_another_while_it_grows()
    {
        var frames = Enumerable.Range(0, 300).Select(static i => FrameEncoder.Event(new string('x', i % 50), $"event {i}", null)).ToArray();
        var run = FrameRun.TryCreate(frames[0])!;
        var early = run.GetChunks(0, 1);
        Assert.All(frames[1..], frame => Assert.True(run.TryAdd(frame)));

        Assert.Equal(Text(frames[0]), Text(early));
        foreach (var (start, end) in new[] { (0, 1), (0, 300), (17, 18), (15, 17), (250, 300) })
        {
            Assert.Equal(string.Concat(frames[start..end].Select(Text)), Text(run.GetChunks(start, end)));
            Assert.Equal(frames[start..end].Sum(static frame => frame.Length), run.GetLength(start, end));
            Assert.Same(frames[start], run[start]);
        }
    }

    [Fact]
    public void Full_run_gets_no_further_event()
    {
        var frame = FrameEncoder.Event(new string('x', 1000), null, null);
        var run = FrameRun.TryCreate(frame)!;
        while (run.TryAdd(frame))
        {
        }

        Assert.InRange(run.GetChunks(0, run.Count).Count, FullBytes - frame.Chunk.Length + 1, FullBytes);
    }

    [Theory]
    [InlineData(4000, true)]
    [InlineData(5000, false)]
    public void Large_event_begins_no_run(int size, bool begins) =>
        Assert.Equal(begins, FrameRun.TryCreate(FrameEncoder.Event(new string('x', size), null, null)) is not null);

    [Fact]
    public void Part_of_a_range_ends_with_the_frame_that_reaches_the_size()
    {
        var frames = Enumerable.Range(0, 10).Select(static i => FrameEncoder.Event($"{i}", null, null)).ToArray();
        var run = FrameRun.TryCreate(frames[0])!;
        var range = new FrameRange(run);
        foreach (var frame in frames[1..])
        {
            Assert.True(run.TryAdd(frame));
            Assert.True(range.TryExtend(run));
        }

        var size = frames[0].Length;
        Assert.Same(frames[0], range.Take());
        var (one, two, rest) = (range.Take(1), range.Take(size + 1), range.Take(int.MaxValue));

        Assert.Equal((1, 2, 6, 0), (one.Count, two.Count, rest.Count, range.Count));
        Assert.Equal([.. frames[1..]], Frames(one).Concat(Frames(two)).Concat(Frames(rest)));
        Assert.Equal(2 * size, two.Length);
    }

    [Fact]
    public void Range_takes_only_the_next_event_of_its_run()
    {
        var frame = FrameEncoder.Event("x", null, null);
        var run = FrameRun.TryCreate(frame)!;
        var range = new FrameRange(run);
        run.TryAdd(frame);
        run.TryAdd(frame);

        Assert.False(range.TryExtend(run));
        Assert.False(range.TryExtend(FrameRun.TryCreate(frame)!));
        Assert.False(new FrameRange(frame).TryExtend(run));
    }

    private static IEnumerable<Frame> Frames(FrameRange range) => Enumerable.Range(0, range.Count).Select(i => range[i]);

    private static string Text(Frame frame) => Encoding.UTF8.GetString(frame.Chunk);

    private static string Text(ArraySegment<byte> chunks) => Encoding.UTF8.GetString(chunks);
}
