using Sisk.Sse.CompilerServices;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Clients;

/// <summary>Finds the streams of the running application in its contract.</summary>
internal static class ContractStreams
{
    /// <summary>Finds a push stream by its name. A class that another assembly has as well is named with its own assembly.</summary>
    internal static ContractStream? FindPush(StreamContract contract, StreamDescription description)
    {
        var end = description.ContractName.LastIndexOf('.');
        var (controller, name) = (description.ContractName[..end], description.ContractName[(end + 1)..]);
        return Find(contract, $"{controller}@{description.Assembly}", name) ?? Find(contract, controller, name);
    }

    private static ContractStream? Find(StreamContract contract, string controller, string name) =>
        contract.Streams.FirstOrDefault(stream => stream.Name == name && stream.Controller == controller);
}
