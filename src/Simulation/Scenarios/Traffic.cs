using System.Diagnostics.Metrics;
using Tidings.Runtime.Telemetry;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Scenarios;

/// <summary>What nodes send from the first publication on: how they came together is left out. Counts the nodes that begin while it listens; one run at a time has one.</summary>
internal sealed class Traffic : IDisposable
{
    private readonly Fabric _fabric;
    private readonly MeterListener _listener = new();
    private readonly bool _isListening;
    private long _frames;
    private (long Frames, long Writes, long Bytes)? _before;

    public Traffic(Fabric fabric)
    {
        _fabric = fabric;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_isListening && instrument.Name == RuntimeInstruments.FramesSent)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, frames, _, _) => _frames += frames);
        _listener.Start();
        _isListening = true;
    }

    public long Frames => Sent.Frames - Before.Frames;

    public long Writes => Sent.Writes - Before.Writes;

    public long Bytes => Sent.Bytes - Before.Bytes;

    private (long Frames, long Writes, long Bytes) Sent => (_frames, _fabric.Links.Sum(static link => link.SegmentsSent), _fabric.Links.Sum(static link => link.BytesSent));

    private (long Frames, long Writes, long Bytes) Before => _before ?? Sent;

    /// <summary>Something is published; the first one begins the count.</summary>
    public void Begin() => _before ??= Sent;

    public void Dispose() => _listener.Dispose();
}
