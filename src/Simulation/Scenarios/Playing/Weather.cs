using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Scenarios.Playing;

/// <summary>How the links are until everything heals: each has its own latency, jitter, loss and bandwidth, and the bandwidth changes.</summary>
internal sealed class Weather(RunningScenario run)
{
    private static readonly TimeSpan ChangeInterval = TimeSpan.FromSeconds(5);

    private const double LeastBandwidth = 16 << 10;

    private readonly Dictionary<(FaultKind, int, int), RandomStream> _streams = [];

    private IEnumerable<PlannedFault> Faults => run.Scenario.Faults.Where(static fault => fault.Kind is FaultKind.Latency or FaultKind.Jitter or FaultKind.Loss or FaultKind.Corruption or FaultKind.Squeeze);

    public void Plan(Timetable timetable)
    {
        foreach (var fault in Faults)
        {
            timetable.Add(fault.From, () => Begin(fault));
            for (var at = fault.From + ChangeInterval; fault.Kind == FaultKind.Squeeze && at < fault.From + fault.For; at += ChangeInterval)
            {
                timetable.Add(at, () => Begin(fault));
            }
        }
    }

    private void Begin(PlannedFault fault)
    {
        for (var from = 0; from < run.Scenario.Nodes; from++)
        {
            foreach (var to in Enumerable.Range(0, run.Scenario.Nodes).Where(to => to != from))
            {
                var link = run.Net.Link(from, to);
                link.Options = Changed(fault, link.Options, Stream(fault.Kind, from, to));
            }
        }
    }

    private LinkOptions Changed(PlannedFault fault, LinkOptions options, RandomStream random) => fault.Kind switch
    {
        FaultKind.Latency => Delayed(options, fault.Amount * random.Unit()),
        FaultKind.Jitter => options with { JitterMean = TimeSpan.FromMilliseconds(fault.Amount) },
        FaultKind.Loss => options with { LossRate = fault.Amount },
        FaultKind.Corruption => options with { CorruptionRate = run.Scenario.Tls ? fault.Amount : 0 },
        _ => options with { BytesPerSecondMax = (long)(LeastBandwidth * Math.Pow(fault.Amount / LeastBandwidth, random.Unit())) },
    };

    private static LinkOptions Delayed(LinkOptions options, double milliseconds) =>
        options with { LatencyMin = TimeSpan.FromMilliseconds(milliseconds), LatencyMax = TimeSpan.FromMilliseconds(milliseconds) };

    private RandomStream Stream(FaultKind kind, int from, int to)
    {
        if (!_streams.TryGetValue((kind, from, to), out var stream))
        {
            _streams.Add((kind, from, to), stream = new RandomStream(run.Scenario.Seed, $"weather {kind} {from} {to}"));
        }

        return stream;
    }
}
