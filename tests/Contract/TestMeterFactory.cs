using System.Diagnostics.Metrics;

namespace Tidings.Contract;

/// <summary>Meters of one test: nothing is shared with another test in the process.</summary>
public sealed class TestMeterFactory : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    /// <inheritdoc />
    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <inheritdoc />
    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}
