using Sisk.Sse.Transport;

namespace Sisk.Sse.Tests.Transport;

/// <summary>Operators choose the transport with <see cref="AppContext"/> switches. Switches are global, so these tests run alone.</summary>
[Collection(nameof(ProcessSwitches))]
public sealed class TransportSwitchesTests
{
    [Fact]
    public void Sockets_io_uring_and_all_cores_are_used_when_no_switch_is_set()
    {
        var options = new EventStreamOptions();

        Assert.Equal((StreamTransport.Auto, true), (options.Transport, options.UseIoUring));
        Assert.Equal(Environment.ProcessorCount, options.Threads.Max);
    }

    [Theory]
    [InlineData("Sisk.Sse.UseSockets")]
    [InlineData("Sisk.Sse.UseIoUring")]
    [InlineData("Sisk.Sse.UseAllCores")]
    public void Switch_turns_its_feature_off(string name)
    {
        AppContext.SetSwitch(name, false);
        try
        {
            var options = new EventStreamOptions();

            Assert.Equal(name is "Sisk.Sse.UseSockets" ? StreamTransport.Pipe : StreamTransport.Auto, options.Transport);
            Assert.Equal(name is not "Sisk.Sse.UseIoUring", options.UseIoUring);
            Assert.Equal(name is "Sisk.Sse.UseAllCores" ? 1 : Environment.ProcessorCount, options.Threads.Max);
        }
        finally
        {
            AppContext.SetSwitch(name, true);
        }
    }
}

[CollectionDefinition(nameof(ProcessSwitches), DisableParallelization = true)]
public sealed class ProcessSwitches;
