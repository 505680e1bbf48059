namespace Tidings.Blocks.Tests.Bandwidth;

/// <summary>A signal that a test answers at once.</summary>
internal sealed class ActingSignal<T>(Action<T> act) : Signal<T>
{
    public override void Raise(T value) => act(value);
}
