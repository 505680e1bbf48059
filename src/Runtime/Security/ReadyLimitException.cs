namespace Tidings.Runtime.Security;

/// <summary>More bytes came in before READY than are allowed. Never leaves the handshake code as an exception, only as a refusal.</summary>
internal sealed class ReadyLimitException() : IOException("More bytes came in before READY than are allowed.");
