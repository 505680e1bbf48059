using System.Net;
using Tidings.Node.Tests.Subnet;

namespace Tidings.Node.Tests.Http;

/// <summary>Submissions are throttled before the pool is full, and told when to come again.</summary>
[CancelAfter(60_000)]
public sealed class IngressThrottleTests
{
    private static readonly (string, string) Wait = ("Http:RetryAfterSeconds", "7");

    [Test]
    public async Task Above_the_threshold_of_the_pool_users_are_told_to_wait(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken, Wait, ("Http:ThrottleAbove", "0.5"), ("Tidings:Kinds:file:Slots", "4"));
        for (var i = 0; i < 3; i++)
        {
            await node.SubmittedAsync($"file {i}", [(byte)i], cancellationToken);
        }

        using var response = await node.SubmitAsync("one more", [9], cancellationToken);
        AssertThrottled(response);
    }

    [Test]
    public async Task Only_so_many_submissions_are_taken_at_the_same_time(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken, Wait, ("Http:ConcurrentSubmissionsMax", "1"));
        using var body = new GatedContent(TestFile.Body(10_000, 1));
        using var request = new HttpRequestMessage(HttpMethod.Post, "files?name=slow") { Content = body };
        request.Headers.ExpectContinue = true;
        var slow = node.Client.SendAsync(request, cancellationToken);

        // The node asks for the body once it has let the submission in.
        await body.Asked.WaitAsync(cancellationToken);
        using var refused = await node.SubmitAsync("second", [1], cancellationToken);
        AssertThrottled(refused);

        body.Open();
        using var response = await slow;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await node.SubmittedAsync("second", [1], cancellationToken);
    }

    private static void AssertThrottled(HttpResponseMessage response)
    {
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(response.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(7)));
    }

    private sealed class GatedContent(byte[] body) : HttpContent
    {
        private readonly TaskCompletionSource _asked = new();
        private readonly TaskCompletionSource _gate = new();

        public Task Asked => _asked.Task;

        public void Open() => _gate.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _asked.SetResult();
            await _gate.Task;
            await stream.WriteAsync(body);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
