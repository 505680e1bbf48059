using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Download;

/// <summary>The downloads that have something to ask, per class from the oldest to the youngest.</summary>
internal sealed class ReadyList
{
    private readonly LinkedList<PlannedDownload>[] _byClass = [[], [], []];

    public LinkedListNode<PlannedDownload>? First(FetchPriority priority) => Of(priority).First;

    /// <summary>Puts a download where it belongs now, or takes it out.</summary>
    public void Update(PlannedDownload download)
    {
        var belongs = !download.IsEnded && download.Class >= FetchPriority.Later && download.ParkedSince is null && download.Chunks.HasMissing;
        var list = belongs ? Of(download.Class) : null;
        if (download.ReadyPlace is { } place)
        {
            if (place.List == list)
            {
                return;
            }

            place.List!.Remove(place);
            download.ReadyPlace = null;
        }

        if (list is not null)
        {
            download.ReadyPlace = Insert(list, download);
        }
    }

    private static LinkedListNode<PlannedDownload> Insert(LinkedList<PlannedDownload> list, PlannedDownload download)
    {
        for (var node = list.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Age < download.Age)
            {
                return list.AddAfter(node, download);
            }
        }

        return list.AddFirst(download);
    }

    private LinkedList<PlannedDownload> Of(FetchPriority priority) => _byClass[priority - FetchPriority.Later];
}
