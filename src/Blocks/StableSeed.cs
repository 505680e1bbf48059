namespace Tidings.Blocks;

/// <summary>Seeds that are the same in every process, one independent stream per name. FNV-1a over the name, finished as splitmix64 does (Steele, Lea, Flood 2014).</summary>
internal static class StableSeed
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    public static int Derive(ulong root, string name)
    {
        var hash = FnvOffset;
        foreach (var character in name)
        {
            hash = unchecked((hash ^ character) * FnvPrime);
        }

        return unchecked((int)Mix(hash ^ Mix(root)));
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
