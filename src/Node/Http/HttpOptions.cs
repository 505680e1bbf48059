using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Tidings.Node.Http;

/// <summary>The node's HTTP endpoint, for its own operator and users: loopback only, no TLS.</summary>
internal sealed class HttpOptions
{
    /// <summary>Address and port, loopback only. Default 127.0.0.1:5080; port 0 takes a free one.</summary>
    public string Listen { get; set; } = "127.0.0.1:5080";

    /// <summary>Share of the pool's slots above which submissions get 429, from 0 to 1. Default 0.9: what peers send still finds room.</summary>
    [Range(0.0, 1.0)]
    public double ThrottleAbove { get; set; } = 0.9;

    /// <summary>What a throttled user is told to wait, in seconds. Default 5.</summary>
    [Range(1, 3600)]
    public int RetryAfterSeconds { get; set; } = 5;

    /// <summary>Submissions taken at the same time; the next one gets 429. Default 8: each one hashes and may spool a file.</summary>
    [Range(1, 1024)]
    public int ConcurrentSubmissionsMax { get; set; } = 8;

    /// <summary>What is wrong with the section, one sentence each.</summary>
    public static IEnumerable<string> MistakesIn(IConfigurationSection section)
    {
        try
        {
            return (section.Get<HttpOptions>() ?? new HttpOptions()).Mistakes();
        }
        catch (InvalidOperationException e)
        {
            return [e.Message];
        }
    }

    /// <summary>What is wrong with it, one sentence each.</summary>
    public IEnumerable<string> Mistakes()
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true);
        foreach (var result in results)
        {
            yield return $"Http:{result.MemberNames.First()}: {result.ErrorMessage}";
        }

        if (!IPEndPoint.TryParse(Listen, out var endpoint) || !IPAddress.IsLoopback(endpoint.Address))
        {
            yield return $"Http:Listen is '{Listen}'; it must be a loopback address and a port, as 127.0.0.1:5080: the endpoint has no TLS.";
        }
    }
}
