using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OmniChannel;

/// <summary>Adds the health of an instance to the host's health checks.</summary>
public static class OmniChannelHealthChecks
{
    /// <summary>Adds a check named "omnichannel", or "omnichannel/{instance}". Unhealthy when the store cannot be read or written, or an account is paused by a fault of its own; degraded when the dispatch is late, a policy was refused, or this node lacks what it takes to send what lies in the outbox. Adding it again does nothing.</summary>
    /// <param name="checks">The host's health checks.</param>
    /// <param name="instance">The instance's name; null for the default one.</param>
    /// <param name="lateAfter">How late the oldest due row may be; null for five minutes.</param>
    /// <param name="tags">Tags to select checks by; null for none.</param>
    public static IHealthChecksBuilder AddOmniChannel(this IHealthChecksBuilder checks, string? instance = null, TimeSpan? lateAfter = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var late = lateAfter ?? TimeSpan.FromMinutes(5);
        ArgumentOutOfRangeException.ThrowIfLessThan(late, TimeSpan.Zero, nameof(lateAfter));
        var name = instance is null ? "omnichannel" : $"omnichannel/{instance}";
        return RegisteredInstances.Of(checks.Services).AddHealthCheck(name)
            ? checks.Add(new HealthCheckRegistration(name, services => Create(services, instance, late), failureStatus: null, tags))
            : checks;
    }

    private static InstanceHealthCheck Create(IServiceProvider services, string? instance, TimeSpan late) => new(
        services.GetKeyedService<OmniChannelRuntime>(instance) ?? throw new InvalidOperationException(instance is null
            ? "There is no default OmniChannel instance; call services.AddOmniChannel(configuration), or name the instance to check."
            : $"There is no OmniChannel instance '{instance}'; call services.AddOmniChannel(\"{instance}\", section)."),
        services.GetRequiredService<TimeProvider>(),
        late);
}
