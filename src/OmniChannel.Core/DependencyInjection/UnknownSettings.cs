using Microsoft.Extensions.Configuration;

namespace OmniChannel;

/// <summary>Finds settings that nobody reads: a typo is not silent.</summary>
internal static class UnknownSettings
{
    /// <summary>The keys of an instance's section.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        "Accounts",
        "Store",
        "RabbitMq",
        nameof(OmniChannelOptions.PublicBaseUri),
        nameof(OmniChannelOptions.TimeZone),
        nameof(OmniChannelOptions.Dispatch),
        nameof(OmniChannelOptions.Concurrency),
        nameof(OmniChannelOptions.Lease),
        nameof(OmniChannelOptions.PollInterval),
        nameof(OmniChannelOptions.MaxAttempts),
        nameof(OmniChannelOptions.MaxPending),
        nameof(OmniChannelOptions.AccountPause),
        nameof(OmniChannelOptions.StopTimeout),
        nameof(OmniChannelOptions.ResponseDeadline),
        nameof(OmniChannelOptions.SessionLifetime),
        nameof(OmniChannelOptions.Delivery),
        nameof(OmniChannelOptions.Carts),
        nameof(OmniChannelOptions.Retention),
    ];

    public static IEnumerable<string> In(IConfigurationSection section) =>
        from child in section.GetChildren()
        where !Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        select $"{child.Path}: nobody reads this setting; expected one of {string.Join(", ", Known)}.";
}
