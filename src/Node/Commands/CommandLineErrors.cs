using System.Security.Cryptography;
using Tidings.Node.Simulate.Campaigns;
using Tidings.Pipelines.Configuration;
using Tidings.Runtime.Security;

namespace Tidings.Node.Commands;

/// <summary>Turns what can go wrong outside into a sentence on standard error and an exit code.</summary>
internal static class CommandLineErrors
{
    /// <summary>Exit code of a command that could not do what it was asked.</summary>
    public const int Failed = 1;

    /// <summary>Exit code of a command that was interrupted.</summary>
    public const int Interrupted = 130;

    public static int Guard(Func<int> command) => GuardAsync(() => Task.FromResult(command())).GetAwaiter().GetResult();

    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return Interrupted;
        }
        catch (TidingsConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or ArgumentException
            or CryptographicException or InvalidOperationException or FormatException or InvalidDataException or IdentityException or WorkerException)
        {
            await Console.Error.WriteLineAsync($"tidings: {e.Message}{(e.InnerException is FormatException inner ? $" {inner.InnerException?.Message ?? inner.Message}" : "")}");
            return Failed;
        }
    }
}
