using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tidings.Node.Http;

/// <summary>
/// The endpoint is for programs of this machine. Pages in a browser on it reach loopback too: they send an origin with what would change something,
/// and a name that was pointed here stands in the host header.
/// </summary>
internal static class SameMachineOnly
{
    public static void UseSameMachineOnly(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsForeign(context.Request))
        {
            await Results.Problem("Only programs of this machine are served: address it by a loopback address, and not from a web page.", statusCode: StatusCodes.Status403Forbidden)
                .ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    public static bool IsForeign(HttpRequest request) => request.Headers.Origin.Count > 0 || !IsLoopback(request.Host.Host);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
