using System.Net.NetworkInformation;

namespace LiveBoard.Load;

/// <summary>Network from the statistics that .NET has for each interface.</summary>
internal sealed class InterfaceNetworkReader(TimeProvider time) : ILoadReader<NetworkLoad>
{
    private readonly NetworkRate _rate = new(time);

    public string Source => "every interface but loopback";

    public NetworkLoad Read()
    {
        var statistics = NetworkInterface.GetAllNetworkInterfaces()
            .Where(item => item.NetworkInterfaceType != NetworkInterfaceType.Loopback && item.OperationalStatus == OperationalStatus.Up)
            .Select(item => item.GetIPStatistics())
            .ToArray();
        return _rate.Since((statistics.Sum(item => item.BytesReceived), statistics.Sum(item => item.BytesSent)));
    }
}
