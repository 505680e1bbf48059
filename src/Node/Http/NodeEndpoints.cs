using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tidings.Node.Hosting;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Hosting;

namespace Tidings.Node.Http;

/// <summary>The endpoint's routes: submissions, pool, peers, health, graph, counters.</summary>
internal static class NodeEndpoints
{
    public static void MapNode(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/files", SubmitAsync);
        routes.MapGet("/files", async (LocalNode node, CancellationToken token) => Results.Json(await node.FilesAsync(token)));
        routes.MapGet("/files/{id}", ReadAsync);
        routes.MapGet("/peers", (INode node) => Results.Json(node.Peers.Select(PeerRow.Of)));
        routes.MapGet("/graph", (INode node) => Results.Text(node.Graph.ToString()));
        routes.MapGet("/stats", async (LocalNode node, CancellationToken token) => Results.Json(await node.SnapshotAsync(token)));
        routes.MapGet("/health", HealthAsync);
    }

    private static async Task<IResult> SubmitAsync(string name, HttpRequest request, LocalNode node, IngressThrottle throttle, CancellationToken token)
    {
        if (request.ContentLength is not { } length)
        {
            return Results.Problem("A submission states its length: send Content-Length.", statusCode: StatusCodes.Status411LengthRequired);
        }

        using var entry = throttle.TryEnter();
        if (entry is null)
        {
            request.HttpContext.Response.Headers.RetryAfter = throttle.RetryAfter;
            return Results.Problem("The node has no room for submissions now.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        try
        {
            var id = await node.PublishAsync(name, request.Body, length, token);
            return Results.Json(new Submitted(id, name, length), statusCode: StatusCodes.Status201Created);
        }
        catch (ArgumentException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (PublishException e)
        {
            return Results.Problem(e.Message, statusCode: StatusOf(e.Failure));
        }
    }

    private static int StatusOf(PublishFailure reason) => reason switch
    {
        PublishFailure.TooLarge => StatusCodes.Status413PayloadTooLarge,
        PublishFailure.PoolFull or PublishFailure.DiskFull => StatusCodes.Status507InsufficientStorage,
        PublishFailure.Stopping => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static async Task ReadAsync(string id, HttpContext context, LocalNode node)
    {
        using var lease = node.Open(id);
        if (lease is null)
        {
            await Results.Problem($"No file {id} in the pool.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = lease.Artifact.Body.Length;
        foreach (var segment in lease.Artifact.Body)
        {
            await context.Response.Body.WriteAsync(segment, context.RequestAborted);
        }
    }

    private static async Task<IResult> HealthAsync(HealthCheckService health, CancellationToken token)
    {
        var report = await health.CheckHealthAsync(token);
        var rows = report.Entries.Select(entry => new HealthRow(entry.Key, entry.Value.Status.ToString(), entry.Value.Description));
        return Results.Json(rows, statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
