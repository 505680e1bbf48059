namespace Tidings.Pipelines.Graph;

/// <summary>A fan-out of a running graph, whatever flows in it.</summary>
internal interface IRouteBlock
{
    RouteSnapshot Snapshot();
}
