using System.Diagnostics.Metrics;

namespace Tidings.Blocks.Serve;

/// <summary>How requests were answered, by kind.</summary>
internal sealed class ServeInstruments(Meter meter, string kind)
{
    private static readonly string[] Names = Enum.GetNames<ServeOutcome>();

    private readonly Counter<long> _answered = meter.CreateCounter<long>("tidings.serve.answered", "{request}", "Requests of peers, by how they were answered.");

    public void Answered(int[] byOutcome)
    {
        for (var outcome = 0; outcome < byOutcome.Length; outcome++)
        {
            if (byOutcome[outcome] > 0)
            {
                _answered.Add(byOutcome[outcome], new("kind", kind), new KeyValuePair<string, object?>("outcome", Names[outcome]));
            }
        }
    }
}
