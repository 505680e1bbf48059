using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Validate;

/// <summary>Logs of the validate stage.</summary>
internal static partial class ValidateLog
{
    [LoggerMessage(
        EventIds.ValidatorFaulted,
        LogLevel.Error,
        "The validator of {Kind} gave no verdict for {Artifact}; it is judged again later, nobody is blamed. Not repeated until a judgement succeeds")]
    public static partial void Faulted(ILogger logger, Exception exception, string kind, ArtifactId artifact);
}
