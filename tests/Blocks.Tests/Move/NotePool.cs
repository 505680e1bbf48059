using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Move;

/// <summary>A pool whose hooks keep an index, as a kind's author writes it.</summary>
internal sealed class NotePool : ArtifactPool<Note>
{
    public List<string> Calls { get; } = [];

    public Exception? Throws { get; set; }

    protected override void OnValidated(Advert advert, Note artifact) => Called($"+{artifact.Number}");

    protected override void OnRemoved(Advert advert, Note artifact) => Called($"-{artifact.Number}");

    private void Called(string call)
    {
        Calls.Add(call);
        if (Throws is { } exception)
        {
            throw exception;
        }
    }
}
