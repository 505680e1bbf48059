namespace Tidings.Node.Bench.Load;

/// <summary>Tells each set of payloads its own deliveries.</summary>
internal sealed class SplitSink(IReadOnlyList<IDeliverySink> sets) : IDeliverySink
{
    public void Delivered(int node, long number) => sets[number < 0 ? 0 : Math.Min(Payloads.SetOf(number), sets.Count - 1)].Delivered(node, number);
}
