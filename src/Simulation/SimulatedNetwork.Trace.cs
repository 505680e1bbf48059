using System.Globalization;
using Tidings.Simulation.Trace;

namespace Tidings.Simulation;

/// <content>What has happened, as a hash and in words.</content>
public sealed partial class SimulatedNetwork
{
    /// <summary>
    /// Hash of all that has happened so far: every step, every message at every edge, every change of a pool, every fault, with its time. Equal hashes, equal
    /// histories; 16 hexadecimal digits.
    /// </summary>
    public string History => _world.History.ToString();

    /// <summary>
    /// How often something was woken from outside its node's scheduler, stops of nodes apart: a <c>ConfigureAwait(false)</c>, a <c>Task.Run</c> or a wait for real
    /// time in code of a kind. Without TLS, more than none breaks an invariant at rest.
    /// </summary>
    public long Escapes => _world.Escapes;

    /// <summary>From now on the history is kept in words too; it does not change by that. Asked again, it begins anew.</summary>
    /// <param name="lines">How many of the newest are kept. Default 4,096; 1 to 1,048,576.</param>
    public Timeline KeepTimeline(int lines = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines, 1 << 20);
        return _world.Timeline = new Timeline(lines);
    }

    private TimeoutException NotSo(TimeSpan within)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"Not so within {within}, at {Now} and after {_world.Steps} steps ({Replay}).");
        foreach (var node in _nodes)
        {
            text.WriteLine(StallReport.Of(node));
        }

        if (_world.Warnings.Written > 0)
        {
            text.WriteLine($"Of {_world.Warnings.Written} warnings, the last:");
            _world.Warnings.Write(text);
        }

        return new TimeoutException(text.ToString());
    }
}
