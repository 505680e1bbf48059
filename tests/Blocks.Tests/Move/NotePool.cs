using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Move;

/// <summary>A pool whose hooks keep an index, as a kind's author writes it.</summary>
internal sealed class NotePool : ArtifactPool<Note>
{
    public List<string> Calls { get; } = [];

    /// <summary>Whether the section held the artifact at each call.</summary>
    public List<bool> Held { get; } = [];

    public Exception? Throws { get; set; }

    protected override void OnValidated(Advert advert, Note artifact) => Called($"+{artifact.Number}", advert);

    protected override void OnRemoved(Advert advert, Note artifact) => Called($"-{artifact.Number}", advert);

    private void Called(string call, Advert advert)
    {
        Calls.Add(call);
        Held.Add(Contains(advert.Id));
        if (Throws is { } exception)
        {
            throw exception;
        }
    }
}
