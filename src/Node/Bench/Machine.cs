using System.Net.Security;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tidings.Node.Bench;

/// <summary>Where figures come from. Immutable.</summary>
internal sealed record Machine(int Cores, string Processor, string System, string Runtime, string Tls, string Collector)
{
    private const string ProcessorTable = "/proc/cpuinfo";

    /// <summary>This machine and process, with the cipher suite that connections have agreed on.</summary>
    public static Machine Of(TlsCipherSuite suite) => new(
        Environment.ProcessorCount,
        ProcessorName(),
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        OperatingSystem.IsLinux() ? $"{suite}, OpenSSL {SafeEvpPKeyHandle.OpenSslVersion >> 28}.{(SafeEvpPKeyHandle.OpenSslVersion >> 20) & 0xFF}" : suite.ToString(),
        $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {(AppContext.TryGetSwitch("System.GC.Concurrent", out var on) && !on ? "not concurrent" : "concurrent")}");

    public JsonObject Json() => new()
    {
        ["cores"] = Cores,
        ["processor"] = Processor,
        ["system"] = System,
        ["runtime"] = Runtime,
        ["tls"] = Tls,
        ["gc"] = Collector,
    };

    public override string ToString() => $"{Cores} cores, {Processor}; {System}; {Runtime}; {Tls}; GC {Collector}";

    private static string ProcessorName()
    {
        var line = File.Exists(ProcessorTable) ? File.ReadLines(ProcessorTable).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
