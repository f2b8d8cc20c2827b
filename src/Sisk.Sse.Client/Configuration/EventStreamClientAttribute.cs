namespace Sisk.Sse.Client;

/// <summary>Makes a partial class a client of the event streams in a stream contract.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventStreamClientAttribute : Attribute
{
    /// <summary>Takes the contract from a file.</summary>
    /// <param name="contractFile">
    /// The name of the file, or the end of its path. It must be an <c>AdditionalFiles</c> item of the project.
    /// </param>
    public EventStreamClientAttribute(string contractFile) => ContractFile = contractFile;

    /// <summary>Takes the contract, and the types of payloads, from a referenced assembly.</summary>
    /// <param name="controller">A class with event streams in that assembly.</param>
    public EventStreamClientAttribute(Type controller) => Controller = controller;

    /// <summary>Gets the name of the contract's file; null for a contract of an assembly.</summary>
    public string? ContractFile { get; }

    /// <summary>Gets a class with event streams; null for a contract of a file.</summary>
    public Type? Controller { get; }
}
