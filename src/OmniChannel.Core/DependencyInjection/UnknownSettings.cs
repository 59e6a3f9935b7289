using Microsoft.Extensions.Configuration;

namespace OmniChannel;

/// <summary>Finds settings that nobody reads: a typo is not silent, nor a part that was configured and never added.</summary>
internal static class UnknownSettings
{
    /// <summary>What may stand in a section, by its path within the instance's; a '*' is any name.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Known = new Dictionary<string, IReadOnlyList<string>>
    {
        [""] =
        [
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
        ],
        ["Delivery"] =
        [
            nameof(DeliverySettings.AttemptDeadline),
            nameof(DeliverySettings.ChannelDeadline),
            nameof(DeliverySettings.ChannelDeadlines),
            nameof(DeliverySettings.QuickRetries),
            nameof(DeliverySettings.Accounts),
        ],
        ["Delivery:Accounts:*"] =
        [
            nameof(AccountLimits.MaxConcurrent),
            nameof(AccountLimits.RatePerSecond),
            nameof(AccountLimits.Burst),
        ],
        ["Carts"] =
        [
            nameof(CartSettings.ConcurrentSets),
            nameof(CartSettings.Reservations),
            nameof(CartSettings.ReservedFor),
            nameof(CartSettings.DormantAfter),
            nameof(CartSettings.ArchivedAfter),
            nameof(CartSettings.PurgedAfter),
        ],
        ["Retention"] =
        [
            nameof(RetentionSettings.Timeline),
            nameof(RetentionSettings.Deliveries),
        ],
    };

    /// <summary>Sections of parts, and how each is added.</summary>
    private static readonly Dictionary<string, string> OfParts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Accounts"] = "the method that adds this provider's account",
        ["Store"] = "AddSqlite or AddPostgreSql",
        ["RabbitMq"] = "AddRabbitMq",
    };

    /// <summary>Settings that no option has.</summary>
    /// <param name="section">The instance's.</param>
    /// <param name="read">The paths of the sections that parts of it read.</param>
    public static IEnumerable<string> In(IConfigurationSection section, IReadOnlySet<string> read) =>
        from place in Known
        let options = place.Key.Length == 0
            ? [.. place.Value, .. OfParts.Keys, .. section.GetChildren().Where(child => read.Contains(child.Path)).Select(child => child.Key)]
            : place.Value
        from found in At(section, place.Key)
        from child in found.GetChildren()
        where !options.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        select $"{child.Path}: nobody reads this setting; expected one of {string.Join(", ", options)}.";

    /// <summary>A store that was configured while none is named: what is taken for durable would be in memory. Null where nothing is wrong.</summary>
    public static string? StoreInVain(IConfigurationSection section, IReadOnlySet<string> read, OmniChannelSetup setup) =>
        setup.Store is null && section.GetSection("Store") is var store && store.Exists() && !read.Contains(store.Path)
            ? $"{store.Path}: a store is configured and none was named, so everything would be kept in memory; call AddSqlite or AddPostgreSql, or UseMemoryStore to keep nothing."
            : null;

    /// <summary>Sections of parts that were never added: well-formed, and in vain. In development, say, where others stand in for them.</summary>
    public static IEnumerable<string> Idle(IConfigurationSection section, IReadOnlySet<string> read) =>
        from part in OfParts
        from found in At(section, part.Key == "Accounts" ? "Accounts:*:*" : part.Key)
        where found.Exists() && !read.Contains(found.Path)
        select $"{found.Path}: nobody reads this section; call {part.Value}, or leave it out.";

    private static IEnumerable<IConfigurationSection> At(IConfigurationSection section, string path) =>
        path.Split(':', StringSplitOptions.RemoveEmptyEntries).Aggregate<string, IEnumerable<IConfigurationSection>>([section], static (found, name) =>
            found.SelectMany(one => name == "*" ? one.GetChildren() : [one.GetSection(name)]));
}
