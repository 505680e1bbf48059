using Microsoft.Extensions.Logging;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Trace;

/// <summary>What a node logs: warnings are kept for the message of a failure, all from Information on go into the timeline when there is one.</summary>
internal sealed class CapturedLog(World world, int node) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= (world.Timeline is null ? LogLevel.Warning : LogLevel.Information) && logLevel < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = exception is null ? formatter(state, null) : $"{formatter(state, exception)} ({exception.GetType().Name}: {exception.Message})";
        var line = $"{logLevel.ToString().ToLowerInvariant()} {eventId.Id}: {text}";
        world.Timeline?.Add(world.Clock.Now, node, line);
        if (logLevel >= LogLevel.Warning)
        {
            world.Warnings.Add(world.Clock.Now, node, line);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("In a simulation the log of a node is kept for the message of a failure.");

    public void Dispose()
    {
    }
}
