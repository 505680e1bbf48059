using System.Diagnostics;
using Tidings.Node.Hosting;
using Tidings.Node.Http;

namespace Tidings.Node.Subnet;

/// <summary>A process per node, each started as <c>tidings node --config FILE</c> and spoken to through its HTTP endpoint.</summary>
internal sealed class ProcessFleet : IFleet
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly List<Process> _processes = [];
    private readonly List<RemoteNode> _nodes = [];

    public IReadOnlyList<IFleetNode> Nodes => _nodes;

    public bool IsSeparateProcesses => true;

    public static async Task<ProcessFleet> StartAsync(SubnetWorkspace workspace, CancellationToken cancellationToken)
    {
        var fleet = new ProcessFleet();
        try
        {
            foreach (var path in workspace.Configurations)
            {
                fleet._processes.Add(Start(path));
            }

            foreach (var process in fleet._processes)
            {
                fleet._nodes.Add(RemoteNode.At(await EndpointOfAsync(process, cancellationToken)));
            }

            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Closing its standard input asks the child to stop; one that does not is killed.
        _processes.ForEach(process => process.StandardInput.Close());
        foreach (var process in _processes)
        {
            using var patience = new CancellationTokenSource(StopPatience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private static Process Start(string configuration)
    {
        var start = ThisExecutable.Start("node", "--config", configuration, "--until-input-closes", "--log-level", "Warning");
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        return Process.Start(start)!;
    }

    // The node's first line on standard output is the address of its endpoint.
    private static async Task<Uri> EndpointOfAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Uri.TryCreate(line.Split(' ')[^1], UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp)
            {
                return url;
            }
        }

        throw new InvalidOperationException($"A node ended before it was ready (exit code {process.ExitCode}); its errors are above.");
    }
}
