using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Tidings.Node.Hosting;

namespace Tidings.Node.Tests.Commands;

/// <summary>The executable as a user starts it.</summary>
internal static class CommandLine
{
    /// <summary>Runs it to its end.</summary>
    public static async Task<CommandResult> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = StartInfo(arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>How it is started.</summary>
    public static ProcessStartInfo StartInfo(params string[] arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return new ProcessStartInfo(dotnet, [typeof(NodeHost).Assembly.Location, .. arguments]);
    }
}

/// <summary>What a command ended with.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>It failed with words for a stranger, not with a stack trace.</summary>
    public void AssertFailed(params string[] named)
    {
        Assert.That(ExitCode, Is.EqualTo(1), Error);
        Assert.That(Error, Does.Not.Contain("   at "));
        foreach (var name in named)
        {
            Assert.That(Error, Does.Contain(name));
        }
    }
}
