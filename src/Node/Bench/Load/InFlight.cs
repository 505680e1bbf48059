namespace Tidings.Node.Bench.Load;

/// <summary>
/// The unfinished artifacts of a run: as many as the window has places. A number says its place (number modulo places), so that a notice costs two array
/// accesses and no look-up. Thread-safe.
/// </summary>
internal sealed class InFlight : IDeliverySink
{
    private readonly int _nodes;
    private readonly int _publishers;
    private readonly TimeProvider _time;
    private readonly long _first;
    private readonly Place[] _places;

    // The last number that a node was seen to have, by node and place. Each is written by whoever tells of that one delivery.
    private readonly long[][] _seen;
    private long _strays;

    /// <param name="nodes">How many nodes.</param>
    /// <param name="publishers">How many of them publish.</param>
    /// <param name="window">Unfinished artifacts of all publishers.</param>
    /// <param name="time">The clock of latencies.</param>
    /// <param name="set">The set of payloads whose numbers are awaited.</param>
    public InFlight(int nodes, int publishers, int window, TimeProvider time, int set = 0)
    {
        _first = Payloads.FirstOf(set);
        (_nodes, _publishers, _time) = (nodes, publishers, time);
        _places = [.. Enumerable.Range(0, window).Select(_ => new Place())];
        _seen = [.. Enumerable.Range(0, nodes).Select(_ => Enumerable.Repeat(-1L, window).ToArray())];
    }

    public int Places => _places.Length;

    /// <summary>From publication to each delivery.</summary>
    public LatencyHistogram Deliveries { get; private set; } = new();

    /// <summary>From publication until the last node had the artifact.</summary>
    public LatencyHistogram Completions { get; private set; } = new();

    /// <summary>Notices of artifacts that nobody had published.</summary>
    public long Strays => Volatile.Read(ref _strays);

    /// <summary>Begins new histograms. Only while nothing is in flight.</summary>
    public void Reset() => (Deliveries, Completions) = (new LatencyHistogram(), new LatencyHistogram());

    /// <summary>The number that a place's next artifact has.</summary>
    public long NextOf(int place) => _places[place].Number is var last and >= 0 ? last + _places.Length : _first + place;

    /// <summary>Who makes an artifact: each publisher has its share of the window, or, when there are fewer places than publishers, they take turns.</summary>
    public int PublisherOf(long number) =>
        (int)((_places.Length >= _publishers ? IndexOf(number) : (number - _first) / _places.Length) % _publishers);

    /// <summary>From now on the artifact is awaited.</summary>
    /// <returns>Completes when every node has it.</returns>
    public ValueTask Begin(long number)
    {
        var place = _places[IndexOf(number)];
        place.Begin(number, PublisherOf(number), _nodes, _time.GetTimestamp());
        return place.Finished;
    }

    /// <summary>Its publication has returned.</summary>
    public void Published(long number) => Arrived(_places[IndexOf(number)]);

    public void Delivered(int node, long number)
    {
        var index = IndexOf(number);
        if (number < _first || _places[index].Number < number)
        {
            Interlocked.Increment(ref _strays);
            return;
        }

        // A node's own artifact is no delivery; what was seen may be told again, also when its place has another artifact by now.
        if (node == PublisherOf(number) || _seen[node][index] >= number)
        {
            return;
        }

        _seen[node][index] = number;
        Deliveries.Add(_time.GetElapsedTime(_places[index].PublishedAt));
        Arrived(_places[index]);
    }

    /// <summary>What is still missing, in words.</summary>
    public IEnumerable<string> Missing() => _places
        .Where(place => place.Missing > 0)
        .Select(place => $"artifact {place.Number} of node {place.Publisher} at {place.Missing} nodes");

    private int IndexOf(long number) => (int)(Math.Max(0, number - _first) % _places.Length);

    private void Arrived(Place place)
    {
        if (place.Arrived())
        {
            Completions.Add(_time.GetElapsedTime(place.PublishedAt));
            place.Finish();
        }
    }
}
