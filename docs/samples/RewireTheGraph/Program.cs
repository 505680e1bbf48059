using Tidings.Samples.RewireTheGraph;

foreach (var seed in Enumerable.Range(1, 5))
{
    Experiments.ALiarHoldsNobodyUp(seed);
    Experiments.AGateHoldsANoteBack(seed);
    Experiments.APartitionHeals(seed);
    Console.WriteLine($"seed {seed}: all as it should be");
}

return 0;
