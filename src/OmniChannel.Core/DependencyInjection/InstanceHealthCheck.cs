using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OmniChannel;

/// <summary>Tells an instance's health in the words of the host's health checks, without personal data.</summary>
internal sealed class InstanceHealthCheck(OmniChannelRuntime runtime, TimeProvider time, TimeSpan lateAfter) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = await runtime.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
        var late = health.OldestDue is { } due && time.GetUtcNow() - due is var by && by > TimeSpan.Zero ? by : TimeSpan.Zero;
        var data = new Dictionary<string, object>
        {
            ["store"] = health.StoreProblem ?? "ok",
            ["pausedAccounts"] = health.PausedAccounts.Select(Text).ToArray(),
            ["lateBy"] = late,
            ["missing"] = health.Missing.Select(reason => reason.ToString()).ToArray(),
            ["policy"] = health.PolicyProblem ?? "ok",
        };
        if (health.StoreProblem is { } problem)
        {
            return HealthCheckResult.Unhealthy($"The store cannot be used: {problem}", data: data);
        }

        if (health.PausedAccounts.Count > 0)
        {
            return HealthCheckResult.Unhealthy($"Paused by a fault of its own: {string.Join(", ", health.PausedAccounts.Select(Text))}", data: data);
        }

        if (health.PolicyProblem is { } refused)
        {
            return HealthCheckResult.Degraded(refused, data: data);
        }

        if (health.Missing.Count > 0)
        {
            return HealthCheckResult.Degraded($"This node cannot send some of what lies in the outbox, which is left to other nodes: {string.Join("; ", health.Missing)}", data: data);
        }

        return late > lateAfter
            ? HealthCheckResult.Degraded($"The oldest due row waits for {late.ToString("c", CultureInfo.InvariantCulture)}; is a node dispatching?", data: data)
            : HealthCheckResult.Healthy("The store can be used, no account is paused, and nothing is late.", data);
    }

    private static string Text(PausedAccount paused) => $"{paused.Channel}/{paused.Account} until {paused.Until.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}";
}
