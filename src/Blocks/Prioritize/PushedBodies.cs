using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>Bodies that came with adverts, kept for the one attempt to admit them.</summary>
internal sealed class PushedBodies
{
    private readonly List<PriorityEntry> _withBody = [];

    public void Take(PriorityEntry entry, RentedBuffer body, NodeId from)
    {
        if (entry.State != EntryState.Waiting || entry.Body is not null)
        {
            body.Dispose();
            return;
        }

        entry.Body = new PushedBody(body, from);
        _withBody.Add(entry);
    }

    /// <summary>A body that could not be taken up at once is freed: its advert stays, and it can be asked for.</summary>
    public void Free()
    {
        foreach (var entry in _withBody)
        {
            entry.Body?.Buffer.Dispose();
            entry.Body = null;
        }

        _withBody.Clear();
    }
}
