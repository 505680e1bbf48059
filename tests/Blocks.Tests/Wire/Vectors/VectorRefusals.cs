using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire.Vectors;

/// <summary>Frames that break one rule each, by hand: the product's writer cannot make them.</summary>
internal static class VectorRefusals
{
    private const string Kind = "0a0466696c65";
    private const string Hash = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    public static IEnumerable<(string Name, string Frame, WireError Reason)> All()
    {
        yield return ("a type that does not exist", "050000000000", WireError.UnknownType);
        yield return ("flags are 0 in this version", "020100000000", WireError.Malformed);
        yield return ("a control frame of 64 KiB and a byte", "100000010001", WireError.TooLong);
        yield return ("a chunk of the largest chunk size, 2 KiB and a byte", "300000000c01", WireError.TooLong);
        yield return ("the stream ends in the header", "0200", WireError.Truncated);
        yield return ("the stream ends in the body", "020000000001", WireError.Truncated);
        yield return ("a field longer than its body", Frame(FrameType.Cancel, Kind + "120501"), WireError.Truncated);
        yield return ("a number not in its shortest form", Frame(FrameType.Cancel, Kind + "12028100"), WireError.Malformed);
        yield return ("a number of more than 64 bits", Frame(FrameType.Cancel, Kind + "120affffffffffffffffff02"), WireError.Malformed);
        yield return ("a single field twice", Frame(FrameType.Cancel, Kind + Kind + "120101"), WireError.Malformed);
        yield return ("a group", Frame(FrameType.Cancel, Kind + "7b7c"), WireError.Malformed);
        yield return ("repeated numbers that are not packed", Frame(FrameType.Cancel, Kind + "1001"), WireError.Malformed);
        yield return ("no kind", Frame(FrameType.Cancel, "120101"), WireError.UnknownKind);
        yield return ("a kind that was not said", Frame(FrameType.Cancel, "0a03666f6f120101"), WireError.UnknownKind);
        yield return ("request number 0", Frame(FrameType.Cancel, Kind + "120100"), WireError.BadNumber);
        yield return ("an END without a reason", Frame(FrameType.End, Kind + "12020801"), WireError.BadNumber);
        yield return ("a retry time without busy", Frame(FrameType.End, Kind + "1206080110021805"), WireError.BadNumber);
        yield return ("a range that ends before it begins", Frame(FrameType.Held, Kind + "120408021001"), WireError.BadNumber);
        yield return ("a page beyond the largest table", Frame(FrameType.Synced, Kind + "12028020"), WireError.BadNumber);
        yield return ("a lane beyond the last", Frame(FrameType.Requests, Kind + "12280801" + "1220" + Hash + "2010" + "2803"), WireError.BadNumber);
        yield return ("a class that is not fetched", Frame(FrameType.Requests, Kind + "12260801" + "1220" + Hash + "2801"), WireError.BadNumber);
        yield return ("an id of 31 bytes", Frame(FrameType.Requests, Kind + "12250801" + "121f" + Hash[2..] + "2803"), WireError.BadHash);
        yield return ("a proof that is not made of hashes", Frame(FrameType.Chunk, Kind + "1001" + "2203010203"), WireError.BadHash);
        yield return ("a pushed body without an advert", Frame(FrameType.Slots, Kind + "1204" + "1001" + "2200"), WireError.BadNumber);
        yield return ("commit 0", Frame(FrameType.Slots, Kind + "1202" + "0801"), WireError.BadNumber);
        yield return ("a control character in a reason", Frame(FrameType.Goodbye, "0801" + "12020a41"), WireError.BadText);
        yield return ("a reason that is no UTF-8", Frame(FrameType.Goodbye, "0801" + "1202c328"), WireError.BadText);
        yield return ("one update too many", Frame(FrameType.Slots, Kind + string.Concat(Enumerable.Repeat("12021001", 513))), WireError.TooManyItems);
    }

    private static string Frame(FrameType type, string body) => $"{(byte)type:x2}00{body.Length / 2:x8}{body}";
}
