namespace Tidings.Simulation.Trace;

/// <summary>Finds what a timeline says of an item by the type that its edge carries; nothing of most.</summary>
internal static class ItemWords
{
    private static readonly ItemFunctions Functions = new([typeof(BranchWords)], typeof(ArtifactWords<>));

    public static string? Of<T>(T item) => For<T>.Known?.Invoke(item);

    private static class For<T>
    {
        public static readonly Func<T, string?>? Known = Functions.Find<T, string?>();
    }
}
