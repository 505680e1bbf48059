namespace Tidings.Blocks.Publish;

/// <summary>How waiting for holders ended. A closed list.</summary>
public enum HeldOutcome
{
    /// <summary>As many neighbours as asked for have validated the artifact and serve it.</summary>
    Held,

    /// <summary>The artifact left the pool before.</summary>
    Withdrawn,

    /// <summary>Fewer neighbours than asked for were connected, or held it already, for the whole of <see cref="PublishOptions.ReceiptPatience"/>.</summary>
    TooFewPeers,
}
