namespace LiveBoard.Load;

/// <summary>Memory as .NET's garbage collector last saw the machine.</summary>
internal sealed class RuntimeMemoryReader : ILoadReader<MemoryLoad>
{
    public string Source => "as .NET last saw it";

    public MemoryLoad Read()
    {
        var memory = GC.GetGCMemoryInfo();
        return new MemoryLoad(memory.MemoryLoadBytes, memory.TotalAvailableMemoryBytes);
    }
}
