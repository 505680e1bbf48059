namespace Tidings.Pipelines.Graph;

/// <summary>Edge options in words: for the description, and what is wrong with them.</summary>
internal static class EdgeOptionsText
{
    public static string Describe<T>(EdgeOptions<T> options)
    {
        var bytes = options.CapacityBytes is { } capacityBytes ? $", {capacityBytes} B" : "";
        var rule = options.WhenFull switch
        {
            WhenFull.Wait => "wait",
            WhenFull.DropNewest => "drop newest",
            _ => "coalesce",
        };
        return $"{options.Capacity}{bytes}, {rule}";
    }

    public static IEnumerable<string> Mistakes<T>(string edge, EdgeOptions<T> options)
    {
        if (options.Capacity is < 1 or > EdgeOptions<T>.CapacityMax)
        {
            yield return $"Edge '{edge}': a capacity of {options.Capacity} is outside 1 to {EdgeOptions<T>.CapacityMax}.";
        }

        if (options.CapacityBytes < 1)
        {
            yield return $"Edge '{edge}': a capacity of {options.CapacityBytes} bytes is below 1.";
        }

        if (options.CapacityBytes is not null && options.Size is null)
        {
            yield return $"Edge '{edge}': a capacity in bytes needs a size function.";
        }

        if (options.CapacityBytes is null && options.Size is not null)
        {
            yield return $"Edge '{edge}': a size function needs a capacity in bytes.";
        }

        if (!Enum.IsDefined(options.WhenFull))
        {
            yield return $"Edge '{edge}': {options.WhenFull} is no rule for a full edge.";
        }

        if (options.WhenFull == WhenFull.Coalesce != options.Coalescing is not null)
        {
            yield return options.Coalescing is null
                ? $"Edge '{edge}': coalescing needs a key and a merge function."
                : $"Edge '{edge}': a key and a merge function are given, but it does not coalesce.";
        }
    }
}
