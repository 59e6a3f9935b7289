namespace OmniChannel;

/// <summary>How deliveries are brought to their providers: how long, how often, how many at once. The section "Delivery" of an instance's configuration.</summary>
public sealed class DeliverySettings
{
    /// <summary>The innermost of three deadlines: how long one attempt at a provider may take, quick retries included. Never more than half of <see cref="OmniChannelOptions.Lease"/>, whatever it says.</summary>
    /// <value>One minute, from one second to ten minutes.</value>
    public TimeSpan AttemptDeadline { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The middle one: how long a channel is tried, from its first attempt, or the first wait for an account or a node that can send it, on and over all retries and accounts, before the next channel of the policy's plan gets its turn. It holds only where there is a next one;
    /// the outermost deadline is the message's own expiry.
    /// </summary>
    /// <value>One hour, from one second to seven days.</value>
    public TimeSpan ChannelDeadline { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Deadlines of single channels in place of <see cref="ChannelDeadline"/>, by the channel's name: "push".</summary>
    /// <value>None.</value>
    public IDictionary<string, TimeSpan> ChannelDeadlines { get; } = new Dictionary<string, TimeSpan>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often a call that the provider certainly did not act upon is repeated at once, within about a second, before its message waits by the schedule. Not where the provider asked to wait, another account can send or the account's rate is limited; never with doubt. Only a dispatcher that runs does so; <c>DispatchDueAsync</c>, which waits for nothing, leaves it to the schedule.</summary>
    /// <value>2, from 0 to 5.</value>
    public int QuickRetries { get; set; } = 2;

    /// <summary>What single accounts bear, by channel and account: "email/default".</summary>
    /// <value>None: no limit but <see cref="OmniChannelOptions.Concurrency"/>.</value>
    public IDictionary<string, AccountLimits> Accounts { get; } = new Dictionary<string, AccountLimits>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a channel is tried before the next.</summary>
    internal TimeSpan DeadlineOf(Channel channel) => ChannelDeadlines.TryGetValue(channel.Name, out var own) ? own : ChannelDeadline;

    /// <summary>What an account bears; null for no limit of its own.</summary>
    internal AccountLimits? LimitsOf(Channel channel, string account) => Accounts.TryGetValue($"{channel.Name}/{account}", out var limits) ? limits : null;
}
