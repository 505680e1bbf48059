using Microsoft.AspNetCore.Http;
using Tidings.Node.Http;

namespace Tidings.Node.Tests.Http;

public sealed class SameMachineOnlyTests
{
    [TestCase("127.0.0.1:5080", null, false)]
    [TestCase("localhost:5080", null, false)]
    [TestCase("[::1]:5080", null, false)]
    [TestCase("rebound.example:5080", null, true)]
    [TestCase("192.0.2.1:5080", null, true)]
    [TestCase("", null, true)]
    [TestCase("127.0.0.1:5080", "https://page.example", true)]
    [TestCase("127.0.0.1:5080", "null", true)]
    public void Pages_and_names_that_point_here_are_foreign(string host, string? origin, bool isForeign)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.That(SameMachineOnly.IsForeign(request), Is.EqualTo(isForeign));
    }
}
