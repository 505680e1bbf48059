using Tidings.Blocks;

namespace Tidings.Benchmarks.Support;

/// <summary>A signal that is answered at once, or not at all.</summary>
internal sealed class ActingSignal<T>(Action<T>? act = null) : Signal<T>
{
    public override void Raise(T value) => act?.Invoke(value);
}
