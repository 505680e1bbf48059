using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Download;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;

namespace Tidings.Simulation.Checks.Records;

/// <summary>Which of the edges that the checkers look at a type belongs to.</summary>
internal enum EdgeRole
{
    Other,

    /// <summary>What the sessions hand to the graph.</summary>
    Receive,

    /// <summary>Answers to a kind's requests.</summary>
    Download,

    /// <summary>Requests of the peers.</summary>
    Serve,

    /// <summary>What changes a kind's pool.</summary>
    Move,

    /// <summary>What goes to the lanes.</summary>
    Send,
}

/// <summary>The role of an edge by its type, found once.</summary>
/// <typeparam name="T">The edge's type.</typeparam>
internal static class EdgeRoleOf<T>
{
    public static readonly EdgeRole Value =
        MoveReading<T>.Read is not null ? EdgeRole.Move
        : typeof(T) == typeof(Inbound) ? EdgeRole.Receive
        : typeof(T) == typeof(DownloadInput) ? EdgeRole.Download
        : typeof(T) == typeof(ServeInput) ? EdgeRole.Serve
        : typeof(T) == typeof(OutboundMessage) ? EdgeRole.Send
        : EdgeRole.Other;
}
