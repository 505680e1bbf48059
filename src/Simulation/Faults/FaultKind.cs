namespace Tidings.Simulation.Faults;

/// <summary>What can go wrong, by the ids of docs/simulation.md: N the network, P a peer, L the own machine.</summary>
internal enum FaultKind
{
    /// <summary>N1: links of different latency.</summary>
    Latency,

    /// <summary>N2: jitter, with a heavy tail.</summary>
    Jitter,

    /// <summary>N3: lost segments, which a stream shows as a stall.</summary>
    Loss,

    /// <summary>N5: a peer sends messages again that it sent before.</summary>
    Replay,

    /// <summary>N6: bits flip below TLS.</summary>
    Corruption,

    /// <summary>N7: groups of machines cannot reach each other.</summary>
    Partition,

    /// <summary>N8: one direction passes nothing.</summary>
    OneWayPartition,

    /// <summary>N9: a link goes up and down again and again.</summary>
    Flapping,

    /// <summary>N10: little and changing bandwidth.</summary>
    Squeeze,

    /// <summary>N11: links stop one by one and are released in another order.</summary>
    Clog,

    /// <summary>N12: a stream is cut at some byte; reads and writes are partial.</summary>
    CutAtByte,

    /// <summary>N13: a stream is reset or ended, in any state of the session.</summary>
    Reset,

    /// <summary>N14: the other end is gone and nobody says so.</summary>
    HalfOpen,

    /// <summary>P1: a process is killed.</summary>
    Crash,

    /// <summary>P2: it comes back with empty pools.</summary>
    RestartEmpty,

    /// <summary>P3: it comes back with the pools that it had.</summary>
    RestartKept,

    /// <summary>P4: it comes back with a torn pool file.</summary>
    RestartTorn,

    /// <summary>P5: a peer reads slowly, or not at all.</summary>
    SlowReader,

    /// <summary>P5: a peer says that it is alive and reads nothing.</summary>
    NeverReads,

    /// <summary>P6: a peer never answers requests.</summary>
    NeverAnswers,

    /// <summary>P7: a peer answers late.</summary>
    AnswersLate,

    /// <summary>P8: a peer advertises what it does not have.</summary>
    FalseAdverts,

    /// <summary>P8: a peer advertises another size than it has.</summary>
    FalseSize,

    /// <summary>P9: wrong bytes for an id.</summary>
    WrongBytes,

    /// <summary>P10: one wrong chunk of many.</summary>
    WrongChunk,

    /// <summary>P11: a frame whose length is a lie.</summary>
    OversizeFrame,

    /// <summary>P13: adverts without end.</summary>
    AdvertFlood,

    /// <summary>P14: requests without end.</summary>
    RequestFlood,

    /// <summary>P19: several liars advertise first.</summary>
    Collusion,

    /// <summary>Slot numbers out of the agreed range.</summary>
    SlotsOutOfRange,

    /// <summary>Different content of one slot to different peers.</summary>
    Equivocation,

    /// <summary>Bytes come one by one.</summary>
    SlowDrip,

    /// <summary>Busy for ever.</summary>
    AlwaysBusy,

    /// <summary>Held marks for what is not held.</summary>
    FalseHeldMarks,

    /// <summary>Digests that fit nothing.</summary>
    FalseDigests,

    /// <summary>L1: validation takes long.</summary>
    SlowValidator,

    /// <summary>L2: the validator throws.</summary>
    ThrowingValidator,

    /// <summary>L3: the validator never returns.</summary>
    HangingValidator,

    /// <summary>L4: a pool is full.</summary>
    FullPool,

    /// <summary>L7: the date jumps.</summary>
    DateJump,

    /// <summary>L11: a process is stopped for a while and goes on.</summary>
    Pause,
}
