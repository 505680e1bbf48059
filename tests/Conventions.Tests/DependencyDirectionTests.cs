using System.Reflection;

namespace Conventions.Tests;

public sealed class DependencyDirectionTests
{
    private static readonly string[] Order = ["Tidings.Blocks", "Tidings.Pipelines", "Tidings.Runtime", "Tidings.Simulation", "tidings"];

    [TestCaseSource(nameof(Order))]
    public void Assembly_refers_only_to_those_before_it(string name)
    {
        var allowed = Order.TakeWhile(other => other != name);
        var referred = Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name!).Where(Order.Contains);
        Assert.That(referred, Is.SubsetOf(allowed));
    }

    [TestCase("Tidings.Blocks", "Microsoft.Extensions.DependencyInjection")]
    [TestCase("Tidings.Blocks", "Microsoft.Extensions.Hosting")]
    [TestCase("Tidings.Blocks", "System.Net.Sockets")]
    [TestCase("Tidings.Blocks", "System.Net.Security")]
    [TestCase("Tidings.Pipelines", "System.Net.Sockets")]
    [TestCase("Tidings.Pipelines", "Microsoft.Extensions.Hosting")]
    [TestCase("Tidings.Runtime", "Microsoft.AspNetCore")]
    public void Layer_knows_nothing_of(string name, string forbidden)
    {
        var referred = Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name!);
        Assert.That(referred.Where(other => other.StartsWith(forbidden, StringComparison.Ordinal)), Is.Empty);
    }
}
