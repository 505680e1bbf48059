using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tidings.Node.Http;

/// <summary>The HTTP server's settings: loopback only, bodies of any length streamed, never buffered whole.</summary>
internal static class HttpEndpoint
{
    public static void AddHttpEndpoint(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Http");
        var options = section.Get<HttpOptions>() ?? new HttpOptions();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<IngressThrottle>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
    }

    private static void Configure(KestrelServerOptions kestrel, HttpOptions options)
    {
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPEndPoint.Parse(options.Listen));
    }
}
