using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Tidings.Pipelines.DependencyInjection;

/// <summary>What the <c>Use…</c> verbs are made of.</summary>
internal static class ChoiceExtensions
{
    /// <summary>Chooses an implementation of a service; a choice that was made before is replaced, and that is reported when the node starts.</summary>
    /// <param name="builder">The node.</param>
    /// <param name="verb">The verb, as the composer wrote it.</param>
    /// <param name="make">Makes the one instance.</param>
    public static ITidingsBuilder Choose<TService>(this ITidingsBuilder builder, string verb, Func<IServiceProvider, TService> make)
        where TService : class
    {
        builder.Core().Choose(typeof(TService), verb);
        builder.Services.RemoveAll<TService>();
        builder.Services.AddSingleton(make);
        return builder;
    }

    internal static TidingsBuilder Core(this ITidingsBuilder builder) =>
        builder as TidingsBuilder ?? throw new ArgumentException("This builder does not come from AddTidings.", nameof(builder));
}
