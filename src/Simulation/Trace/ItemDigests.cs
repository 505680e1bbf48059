namespace Tidings.Simulation.Trace;

/// <summary>Finds the digest of an item by the type that its edge carries.</summary>
internal static class ItemDigests
{
    private static readonly ItemFunctions Functions = new([typeof(TrunkDigests), typeof(InboundDigests), typeof(OutboundDigests)], typeof(ArtifactDigests<>));

    /// <summary>The digest of an item in the graph.</summary>
    public static Digest Of<T>(T item) => For<T>.Known is { } known ? known(item) : Unknown(item!);

    /// <summary>Whether items of edges of this type have a digest of their content.</summary>
    public static bool Knows(Type item) => Functions.Find(item) is not null;

    /// <summary>Of an item that another author's stage brought: what sort it is.</summary>
    public static Digest Unknown(object item) => Digest.Of<object>().And(item.GetType().Name);

    private static class For<T>
    {
        public static readonly Func<T, Digest>? Known = Functions.Find<T, Digest>();
    }
}
