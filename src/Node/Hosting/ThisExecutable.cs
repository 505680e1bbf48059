using System.Diagnostics;

namespace Tidings.Node.Hosting;

/// <summary>How this executable starts itself as a child.</summary>
internal static class ThisExecutable
{
    /// <param name="arguments">Of the child.</param>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ThisExecutable).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
