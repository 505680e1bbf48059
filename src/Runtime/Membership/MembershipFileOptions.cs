namespace Tidings.Runtime.Membership;

/// <summary>A membership in a JSON file that may change while the node runs. Read once, when the node starts.</summary>
public sealed class MembershipFileOptions
{
    /// <summary>The file. Required. It may be missing when the node starts; the node then waits for it.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>How often the file is looked at without having been told of a change. Default 5 s; 100 ms to 1 h. Change notices get lost on network drives and for mounted links.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A file that cannot be read is looked at again after this time before it is called bad. Default 200 ms; 0 to 10 s. Editors write in several steps.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Largest file in bytes. Default 4 MiB, enough for 4096 members with many addresses; 1 KiB to 64 MiB. A larger one is bad.</summary>
    public int BytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Every value out of range, one sentence each; empty when all is well.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(Path))
        {
            yield return $"{nameof(Path)} is empty; it must name the membership file.";
        }

        if (PollInterval < TimeSpan.FromMilliseconds(100) || PollInterval > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(PollInterval)} is {PollInterval}; it must be 100 ms to 1 h.";
        }

        if (SettleTime < TimeSpan.Zero || SettleTime > TimeSpan.FromSeconds(10))
        {
            yield return $"{nameof(SettleTime)} is {SettleTime}; it must be 0 to 10 s.";
        }

        if (BytesMax is < 1024 or > 64 * 1024 * 1024)
        {
            yield return $"{nameof(BytesMax)} is {BytesMax}; it must be 1024 to 67108864.";
        }
    }
}
