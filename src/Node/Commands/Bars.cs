using Spectre.Console;

namespace Tidings.Node.Commands;

/// <summary>Progress bars on standard error, so that standard output stays what a script reads.</summary>
internal static class Bars
{
    public static IAnsiConsole Console { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });

    public static Progress Create() => Console.Progress()
        .AutoClear(false)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn());
}
