using Tidings.Blocks;

namespace Tidings.Contract;

/// <summary>The signals of a stage that is tested alone: what it raised, in order.</summary>
public sealed class RecordedSignals : ISignalSource
{
    private readonly Dictionary<string, object> _signals = [];

    /// <summary>What was raised under the key so far; empty if nothing was.</summary>
    public IReadOnlyList<T> Raised<T>(SignalKey<T> key) => Recorder(key).Values;

    Signal<T> ISignalSource.Find<T>(SignalKey<T> key) => Recorder(key);

    private Recorded<T> Recorder<T>(SignalKey<T> key)
    {
        if (!_signals.TryGetValue(key.Name, out var signal))
        {
            _signals.Add(key.Name, signal = new Recorded<T>());
        }

        return (Recorded<T>)signal;
    }

    private sealed class Recorded<T> : Signal<T>
    {
        public List<T> Values { get; } = [];

        public override void Raise(T value) => Values.Add(value);
    }
}
