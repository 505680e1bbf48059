using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Conventions.Tests;

public sealed class EventIdTests
{
    private static readonly (string Assembly, int First)[] Ranges = [("Tidings.Blocks", 1000), ("Tidings.Pipelines", 2000), ("Tidings.Runtime", 3000), ("tidings", 4000)];

    [Test]
    public void Event_ids_are_unique_and_in_the_range_of_their_layer()
    {
        var ids = Ranges.SelectMany(range => Messages(range.Assembly).Select(m => (m.EventId, range.First))).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids.Select(i => i.EventId), Is.Unique);
            Assert.That(ids.Where(i => i.EventId < i.First || i.EventId >= i.First + 1000), Is.Empty);
            Assert.That(ids, Is.Not.Empty);
        }
    }

    private static IEnumerable<LoggerMessageAttribute> Messages(string assembly)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return Assembly.Load(assembly).GetTypes()
            .SelectMany(type => type.GetMethods(all))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>();
    }
}
