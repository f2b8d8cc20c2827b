namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>A server that a backplane uses, on a free port of this machine.</summary>
internal abstract class Database : IDisposable
{
    /// <summary>The address, in the form that the backplane's client reads.</summary>
    internal abstract string Address { get; }

    /// <summary>The processor time that the server has used.</summary>
    internal abstract TimeSpan Time { get; }

    public abstract void Dispose();
}
