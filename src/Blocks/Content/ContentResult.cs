namespace Tidings.Blocks.Content;

/// <summary>Bytes of this node made into an artifact's content, with one reference for the caller; or why not.</summary>
internal readonly record struct ContentResult(Artifacts.ArtifactId Id, ArtifactContent? Content, ContentError Error)
{
    public static ContentResult Failed(ContentError error) => new(default, null, error);
}
