using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Tidings.Blocks.Prioritize;
using Tidings.Runtime.Security;

namespace Tidings.Node.Subnet;

/// <summary>A temporary directory with an identity and a configuration per node: the same files that an operator writes by hand. Deleted at the end.</summary>
internal sealed class SubnetWorkspace : IDisposable
{
    private const int UnauthenticatedSocketsMin = 64;
    private const int ConcurrentHandshakesMin = 8;
    private const int ConcurrentHandshakesLimit = 64;

    // What a node needs beside its pool: downloads, frames and tables.
    private const long BeyondPool = 1L << 30;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private SubnetWorkspace(string directory, IReadOnlyList<string> configurations)
    {
        Directory = directory;
        Configurations = configurations;
    }

    public string Directory { get; }

    /// <summary>Path of each node's configuration.</summary>
    public IReadOnlyList<string> Configurations { get; }

    public static SubnetWorkspace Create(SubnetShape shape)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("tidings-").FullName;
        var members = new List<object>();
        var ports = FreePorts(shape.Nodes);
        for (var i = 0; i < shape.Nodes; i++)
        {
            using var identity = NodeIdentity.Create();
            identity.SavePem(IdentityOf(directory, i));
            members.Add(new { Address = $"127.0.0.1:{ports[i]}", Key = identity.Id.ToString() });
        }

        var paths = new List<string>();
        for (var i = 0; i < shape.Nodes; i++)
        {
            var path = Path.Combine(directory, $"node-{i}.json");
            File.WriteAllText(path, JsonSerializer.Serialize(Configuration(shape, directory, i, ports[i], members), Indented));
            paths.Add(path);
        }

        return new SubnetWorkspace(directory, paths);
    }

    public void Dispose()
    {
        try
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
        catch (IOException)
        {
            // A child that was killed may still hold a file; the system's temporary directory is cleaned by its owner.
        }
    }

    private static object Configuration(SubnetShape shape, string directory, int index, int port, List<object> members) => new
    {
        Tidings = new
        {
            Subnet = "loopback",
            Identity = new { CertificatePath = IdentityOf(directory, index) },
            Listen = $"127.0.0.1:{port}",
            Sessions = new { shape.Lanes },
            Handshake = Handshake(shape),
            shape.Topology,
            Peers = members,
            Kinds = new { file = new { shape.Slots, shape.PoolBytes } },
            Prioritize = Prioritize(shape),
            Ledger = new { NodeBytes = shape.PoolBytes + BeyondPool },
        },
        Http = new { Listen = "127.0.0.1:0" },
    };

    // A node that comes late hears of a whole pool at once, and forgets none of it.
    private static object Prioritize(SubnetShape shape)
    {
        var defaults = new PrioritizeOptions();
        return new
        {
            AdvertsPerPeerMax = Math.Max(defaults.AdvertsPerPeerMax, shape.Slots),
            AdvertsMax = Math.Max(defaults.AdvertsMax, 2 * shape.Slots),
        };
    }

    // All nodes come from one address and start at once, and both ends of a pair may dial: each of their lanes may be an unfinished handshake.
    private static object Handshake(SubnetShape shape)
    {
        var lanes = 2 * shape.Nodes * shape.Lanes;
        return new
        {
            UnauthenticatedSocketsMax = Math.Max(UnauthenticatedSocketsMin, lanes),
            FailuresPerAddressMax = Math.Max(UnauthenticatedSocketsMin, lanes),
            ConcurrentHandshakesMax = Math.Clamp(shape.Nodes, ConcurrentHandshakesMin, ConcurrentHandshakesLimit),
            Deadline = TimeSpan.FromSeconds(30),
        };
    }

    private static string IdentityOf(string directory, int index) => Path.Combine(directory, $"node-{index}.pem");

    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
