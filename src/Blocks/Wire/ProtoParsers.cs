using Google.Protobuf;

namespace Tidings.Blocks.Wire;

/// <summary>The generated parsers, told not to keep fields that they do not know.</summary>
internal static class ProtoParsers
{
    public static readonly MessageParser<Proto.Hello> Hello = Proto.Hello.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.Goodbye> Goodbye = Proto.Goodbye.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.Heartbeat> Heartbeat = Proto.Heartbeat.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.Synced> Synced = Proto.Synced.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.Digests> Digests = Proto.Digests.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.Held> Held = Proto.Held.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.HeldDigest> HeldDigest = Proto.HeldDigest.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.Mismatch> Mismatch = Proto.Mismatch.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.Cancel> Cancel = Proto.Cancel.Parser.WithDiscardUnknownFields(true);
    public static readonly MessageParser<Proto.End> End = Proto.End.Parser.WithDiscardUnknownFields(true);
}
