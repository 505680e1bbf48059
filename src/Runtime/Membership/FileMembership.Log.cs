using Microsoft.Extensions.Logging;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Membership;

internal sealed partial class FileMembership
{
    [LoggerMessage(EventIds.MembershipFileRefused, LogLevel.Error, "The membership file {Path} is not used, the last good list stays in force: {Mistake}")]
    private partial void LogRefused(string path, string mistake);

    [LoggerMessage(EventIds.MembershipFileReadAgain, LogLevel.Information, "The membership file {Path} can be read again.")]
    private partial void LogReadAgain(string path);

    [LoggerMessage(EventIds.MembershipFilePolledOnly, LogLevel.Warning, "The system gives no notice of changes of {Path}: it is looked at every {Interval}.")]
    private partial void LogPolledOnly(string path, TimeSpan interval);
}
