using Spectre.Console;

namespace Tidings.Node.Commands;

/// <summary>Where the commands draw: progress on standard error, so that standard output stays what a script reads; tables on standard output.</summary>
internal static class Consoles
{
    // A pipe or a file has no width of its own; wide enough for every table.
    private const int RedirectedWidth = 180;

    public static IAnsiConsole Progress { get; } = Create(Console.Error, Console.IsErrorRedirected);

    public static IAnsiConsole Tables { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Bars for transfers.</summary>
    public static Progress Transfers() => Progress.Progress()
        .AutoClear(false)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn());

    /// <summary>Names files that were written.</summary>
    public static void Written(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Console.Error.WriteLine($"written: {path}");
        }
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (isRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
