using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Receive;

/// <summary>Options of the receive stage. Read once, when the stage is made.</summary>
public sealed class ReceiveOptions
{
    /// <summary>
    /// Frames and events that the stage holds, decoded ones included. Default 64: lanes read on while others are decoded. From 1 to 4096; each frame is
    /// charged to its peer's account besides.
    /// </summary>
    [Range(1, 4096)]
    public int Capacity { get; set; } = 64;
}
