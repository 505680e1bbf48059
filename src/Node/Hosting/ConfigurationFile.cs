using Microsoft.Extensions.Configuration;

namespace Tidings.Node.Hosting;

/// <summary>A node's configuration as its operator wrote it: paths in it are relative to the file, wherever the node is started from.</summary>
internal static class ConfigurationFile
{
    private static readonly string[] Paths = ["Tidings:Identity:CertificatePath", "Tidings:MembershipFile:Path", "Tidings:Content:SpoolDirectory"];

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not JSON; the message says where.</exception>
    public static IConfiguration Load(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new FileNotFoundException($"There is no configuration '{full}'.");
        }

        var written = new ConfigurationBuilder().AddJsonFile(full).Build();
        var resolved = Paths
            .Where(key => written[key] is { Length: > 0 })
            .ToDictionary(key => key, key => (string?)Path.Combine(Path.GetDirectoryName(full)!, written[key]!));
        return new ConfigurationBuilder().AddConfiguration(written).AddInMemoryCollection(resolved).Build();
    }
}
