namespace Tidings.Node.Tests.Subnet;

/// <summary>A file that was published, and what every node must have of it.</summary>
/// <param name="Id">Its artifact.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="EncodedBytes">What travels: the name and the bytes.</param>
internal sealed record TestFile(string Id, string Name, byte[] Hash, long EncodedBytes)
{
    /// <summary>Random bytes, the same for the same seed.</summary>
    public static byte[] Body(int size, int seed)
    {
        var body = new byte[size];
        new Random(seed).NextBytes(body);
        return body;
    }
}
