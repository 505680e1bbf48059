using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>One direction between two machines: when what is sent now arrives, and whether anything passes. Used by the thread that runs the network.</summary>
public sealed partial class SimulatedLink
{
    private readonly World _world;
    private readonly FaultCounter _faults;
    private readonly LinkOptions _usual;
    private readonly bool _tls;

    internal SimulatedLink(World world, FaultCounter faults, int from, int to, LinkOptions options, bool tls)
    {
        _world = world;
        _faults = faults;
        _usual = options;
        _tls = tls;
        (From, To, Options) = (from, to, options);
        (_latency, _jitter, _loss, _corruption) = (Stream("latency"), Stream("jitter"), Stream("loss"), Stream("corruption"));
        Flips = Stream("flips");
    }

    /// <summary>Number of the node that sends.</summary>
    public int From { get; }

    /// <summary>Number of the node that receives.</summary>
    public int To { get; }

    /// <summary>How it behaves; what is under way keeps the time of arrival that it had.</summary>
    /// <exception cref="InvalidOperationException">Bits are to be flipped, and there is no TLS to notice it.</exception>
    public LinkOptions Options
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.CorruptionRate > 0 && !_tls)
            {
                throw new InvalidOperationException("Bits flip below TLS: make the network with it.");
            }

            field = value;
        }
    }

    /// <summary>Nothing passes: a partition, a clog. What is sent stays under way; streams live on until somebody gives up.</summary>
    public bool IsBlocked => _blockades.Count > 0;

    /// <summary>Bytes that were sent into it. With TLS not quite the same in every run: signatures differ in length.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Segments that were sent into it: a write is one, unless it is divided.</summary>
    public long SegmentsSent { get; private set; }

    /// <summary>Streams that the sender tried to open to the receiver.</summary>
    public long Dials { get; internal set; }

    /// <summary>Streams between the two machines whose bytes of this direction may still arrive.</summary>
    public int Streams => _pipes.Count;

    /// <summary>Lets nothing pass, until the result is disposed or the network healed. A clog of one link; several blocks of one link all have to go.</summary>
    public IDisposable Block() => Block(FaultKind.Clog);

    /// <summary>Cuts every stream that is open now, in this and the other direction, once so many more bytes of it have passed here.</summary>
    /// <param name="how">What its ends see.</param>
    /// <param name="afterBytes">Bytes; default 0, at once. With TLS the place is not quite the same in every run.</param>
    public void CutStreams(StreamCut how, long afterBytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        foreach (var pipe in _pipes.ToArray())
        {
            Cut(pipe, how, afterBytes);
        }
    }

    /// <summary>Cuts the next stream that is opened between the two machines, as <see cref="CutStreams"/> does. Called again, the one after.</summary>
    /// <param name="how">What its ends see.</param>
    /// <param name="afterBytes">Bytes; default 0, as soon as it is open.</param>
    public void CutNextStream(StreamCut how, long afterBytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        _cuts.Enqueue((how, afterBytes));
    }

    private static void Cut(Pipe pipe, StreamCut how, long afterBytes)
    {
        if (afterBytes == 0)
        {
            pipe.Sever(how);
        }
        else
        {
            pipe.Cut = new PlannedCut(how, afterBytes);
        }
    }

    private RandomStream Stream(string name) => new(_world.Seed, $"link {From} {To} {name}");
}
