namespace Tidings.Blocks.Wire;

/// <summary>
/// Adverts by short id, in three packed lists: slots, commits as differences to the one before, and the short ids. Some eleven bytes each instead of ninety.
/// </summary>
internal static class ShortsFormat
{
    private const int Field = 3;

    /// <summary>The whole field inside its frame, exactly; 0 when there are none.</summary>
    public static int SizeOf(IReadOnlyList<ShortAdvert> shorts)
    {
        if (shorts.Count == 0)
        {
            return 0;
        }

        var (slots, commits) = Measure(shorts);
        return ProtoWriter.SizeOfBytes(InnerSize(shorts.Count, slots, commits));
    }

    public static void Write(ProtoWriter writer, IReadOnlyList<ShortAdvert> shorts)
    {
        if (shorts.Count == 0)
        {
            return;
        }

        var (slots, commits) = Measure(shorts);
        writer.Prefix(Field, InnerSize(shorts.Count, slots, commits));
        writer.Prefix(1, slots);
        for (var i = 0; i < shorts.Count; i++)
        {
            writer.Packed(shorts[i].Slot);
        }

        writer.Prefix(2, commits);
        for (var i = 0; i < shorts.Count; i++)
        {
            writer.Packed(Difference(shorts, i));
        }

        writer.Prefix(3, shorts.Count * sizeof(ulong));
        for (var i = 0; i < shorts.Count; i++)
        {
            writer.PackedFixed(shorts[i].ShortId);
        }
    }

    /// <summary>Reads a field whose shape was checked; fails when the lists do not fit each other.</summary>
    public static ShortAdvert[] Read(ref ProtoReader outer)
    {
        var inner = new ProtoReader(outer.Bytes());
        ReadOnlySpan<byte> slots = [], commits = [], ids = [];
        while (!inner.AtEnd)
        {
            var (field, wireType) = inner.Tag();
            switch (field)
            {
                case 1: slots = inner.Bytes(); break;
                case 2: commits = inner.Bytes(); break;
                case 3: ids = inner.Bytes(); break;
                default: inner.Skip(wireType); break;
            }
        }

        var shorts = new ShortAdvert[ids.Length / sizeof(ulong)];
        var slot = new ProtoReader(slots);
        var commit = new ProtoReader(commits);
        var id = new ProtoReader(ids);
        ulong last = 0;
        for (var i = 0; i < shorts.Length; i++)
        {
            var difference = commit.Varint();
            last = unchecked(last + difference);
            shorts[i] = new ShortAdvert(slot.Varint32(), last, id.Fixed64());
            if (last == 0)
            {
                commit.Fail(WireError.BadNumber);
            }
        }

        if (inner.Error != WireError.None)
        {
            outer.Fail(inner.Error);
        }
        else if (slot.Error != WireError.None || commit.Error != WireError.None || !slot.AtEnd || !commit.AtEnd)
        {
            outer.Fail(WireError.BadNumber);
        }

        return shorts;
    }

    private static ulong Difference(IReadOnlyList<ShortAdvert> shorts, int at) =>
        at == 0 ? shorts[0].Commit : unchecked(shorts[at].Commit - shorts[at - 1].Commit);

    private static int InnerSize(int count, int slots, int commits) =>
        ProtoWriter.SizeOfBytes(slots) + ProtoWriter.SizeOfBytes(commits) + ProtoWriter.SizeOfBytes(count * sizeof(ulong));

    private static (int Slots, int Commits) Measure(IReadOnlyList<ShortAdvert> shorts)
    {
        var (slots, commits) = (0, 0);
        for (var i = 0; i < shorts.Count; i++)
        {
            slots += ProtoWriter.SizeOfVarint(shorts[i].Slot);
            commits += ProtoWriter.SizeOfVarint(Difference(shorts, i));
        }

        return (slots, commits);
    }
}
