using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>One machine on the network: whether it is on, who listens on it, its ends of streams, and how it handles their bytes.</summary>
internal sealed class Machine(World world, FaultCounter faults, int node, bool tls)
{
    private readonly RandomStream _random = new(world.Seed, $"sockets {node}");
    private readonly List<StreamEnd> _ends = [];

    public int Node => node;

    public TimeSpan Now => world.Clock.Now;

    /// <summary>Without power nothing arrives here, and nothing is answered.</summary>
    public bool IsOff { get; private set; }

    public SimulatedListener? Listener { get; set; }

    public SocketOptions Sockets { get; set; } = new();

    public Pace Reading { get; } = new();

    public Pace Writing { get; } = new();

    public FaultCounter Faults => faults;

    /// <summary>With TLS the number of bytes of a handshake differs from run to run, so that nothing may depend on it.</summary>
    public bool Tls => tls;

    /// <summary>Streams that its process has not closed. One whose opening never arrived is none of them.</summary>
    public int OpenStreams => _ends.Count(static end => end.IsOpen);

    public void Add(StreamEnd end) => _ends.Add(end);

    public void Remove(StreamEnd end) => _ends.Remove(end);

    /// <summary>Its process has ended: the machine resets the process's streams, or is gone with it and says nothing.</summary>
    public void ProcessGone(bool isSilent)
    {
        IsOff = isSilent;
        Listener = null;
        foreach (var end in _ends.ToArray())
        {
            end.Lose(isSilent);
        }
    }

    /// <summary>It is on, and knows no stream that it had.</summary>
    public void TurnOn(IEnumerable<SimulatedLink> links)
    {
        if (IsOff)
        {
            IsOff = false;
            foreach (var link in links)
            {
                link.Passes();
            }
        }
    }

    /// <summary>Writes on all its streams to that machine; how many they are.</summary>
    public int WriteRaw(int to, ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var end in _ends.Where(end => end.LeadsTo(to)))
        {
            end.WriteRaw(bytes);
            count++;
        }

        return count;
    }

    /// <summary>How much of what is there one read may give.</summary>
    public int ReadSize(int wanted)
    {
        var size = wanted;
        if (!tls && Sockets.ReadBytesPerSecondMax is { } rate)
        {
            size = Math.Min(size, Pace.Portion(rate));
        }

        return !tls && size > 0 && Sockets.ReadBytesMax is { } most ? Math.Min(size, _random.Between(1, most)) : size;
    }
}
