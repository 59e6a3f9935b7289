using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OmniChannel;

/// <summary>How long the host waits for its services to stop. <c>HostOptions</c> comes with the host itself, of which a library knows only the abstractions: so it is looked for by its name, which trimming understands.</summary>
internal static class HostPatience
{
    /// <summary>What is wrong with how long an instance takes to stop; null for nothing.</summary>
    /// <param name="host">How long the host waits; null without one, negative for ever.</param>
    /// <param name="options">The instance's.</param>
    public static string? Problem(TimeSpan? host, OmniChannelOptions options) =>
        options.Dispatch == DispatchMode.Background && host is { } patience && patience >= TimeSpan.Zero && options.StopTimeout >= patience
            ? $"StopTimeout is {options.StopTimeout} and the host waits {patience} for all its services to stop (HostOptions.ShutdownTimeout): calls under way would end with the process, and nobody would note what became of them. "
                + "Set StopTimeout some seconds below it, or give the host longer: services.Configure<HostOptions>(host => host.ShutdownTimeout = …)."
            : null;

    /// <returns>Null without a host.</returns>
    public static TimeSpan? Of(IServiceProvider services)
    {
        var bound = Type.GetType("Microsoft.Extensions.Options.IOptions`1[[Microsoft.Extensions.Hosting.HostOptions, Microsoft.Extensions.Hosting]], Microsoft.Extensions.Options");
        var patience = Type.GetType("Microsoft.Extensions.Hosting.HostOptions, Microsoft.Extensions.Hosting")?.GetProperty("ShutdownTimeout");
        return bound is not null && patience is not null && services.GetService<IHostApplicationLifetime>() is not null && services.GetService(bound) is IOptions<object> { Value: { } host }
            ? patience.GetValue(host) as TimeSpan?
            : null;
    }
}
