namespace Tidings.Pipelines.Graph;

/// <summary>A way in, whatever comes in.</summary>
internal interface IGraphEntry
{
    void Complete();
}
