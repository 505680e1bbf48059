namespace Tidings.Node.Bench;

/// <summary>Is told what arrives where. Thread-safe; of one artifact and node it takes the first notice.</summary>
internal interface IDeliverySink
{
    /// <summary>A node has an artifact that another one made: the whole of it, and for good.</summary>
    void Delivered(int node, long number);
}
