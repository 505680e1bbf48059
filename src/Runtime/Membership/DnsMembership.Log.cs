using Microsoft.Extensions.Logging;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Membership;

internal sealed partial class DnsMembership
{
    [LoggerMessage(EventIds.NameNotResolved, LogLevel.Warning, "The member name {Name} is not resolved, its last addresses stay in use: {Mistake}")]
    private partial void LogNotResolved(string name, string mistake);

    [LoggerMessage(EventIds.NameResolvedAgain, LogLevel.Information, "The member name {Name} is resolved again.")]
    private partial void LogResolvedAgain(string name);
}
