namespace OmniChannel;

/// <summary>What a host configures of one instance. Bound from configuration, checked when the host starts, every problem at once.</summary>
public sealed class OmniChannelOptions
{
    /// <summary>Where the one-click way out of marketing e-mail is reached, such as <c>https://shop.example/u</c>: absolute, https. Needed when an account may send marketing.</summary>
    /// <value>Null.</value>
    public Uri? PublicBaseUri { get; set; }

    /// <summary>The IANA zone for customers whose zone and country are both unknown.</summary>
    /// <value>Null: UTC, with a warning at start.</value>
    public string? TimeZone { get; set; }

    /// <summary>Whether this node dispatches what is in the outbox.</summary>
    /// <value><see cref="DispatchMode.Background"/>.</value>
    public DispatchMode Dispatch { get; set; } = DispatchMode.Background;

    /// <summary>How many deliveries are handed over at once, of urgent ones and of all others each; of both together a quarter more, so that a receipt never waits for a campaign's calls to end.</summary>
    /// <value>16, from 1 to 256.</value>
    public int Concurrency { get; set; } = 16;

    /// <summary>How long a claimed delivery stays this worker's.</summary>
    /// <value>Two minutes, from ten seconds to one hour.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the schedule is looked at when nothing hints that something is due.</summary>
    /// <value>One second, from 10 milliseconds to one minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long calls of providers may go on after this node was told to stop; then they are cut, and what became of each is recorded. Shorter than the host's <c>ShutdownTimeout</c>, which is checked at start where a host is there.</summary>
    /// <value>20 seconds, to ten minutes; the host's is 30 seconds unless it says otherwise.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many calls of <c>SendAsync</c> and <c>RecordAsync</c> may be under way at once; the next is answered Overloaded before anything is stored. A batch of touchpoints is one call; those in a transaction of the host's and imports are not counted.</summary>
    /// <value>10,000, from 1 to 1,000,000.</value>
    public int MaxPending { get; set; } = 10_000;

    /// <summary>How many attempts of a delivery may fail or stay in doubt before it is parked. Those that a fault of the account spoilt are not counted.</summary>
    /// <value>8, from 1 to 50.</value>
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long a customer may wait for an answer in a conversation before it escalates.</summary>
    /// <value>Five minutes, from ten seconds to seven days.</value>
    public TimeSpan ResponseDeadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a session lives after it was last moved; it is kept, as over, for as long again.</summary>
    /// <value>60 days, from 30 to 400.</value>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(60);

    /// <summary>How long an account stays paused after a fault of its own (expired key, quota), before it is tried again.</summary>
    /// <value>15 minutes, from one second to one day.</value>
    public TimeSpan AccountPause { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How deliveries are brought to their providers: deadlines, retries, what accounts bear.</summary>
    /// <value>The defaults of <see cref="DeliverySettings"/>.</value>
    public DeliverySettings Delivery { get; set; } = new();

    /// <summary>How carts are kept.</summary>
    /// <value>The defaults of <see cref="CartSettings"/>.</value>
    public CartSettings Carts { get; set; } = new();

    /// <summary>How long timelines and deliveries are kept.</summary>
    /// <value>The defaults of <see cref="RetentionSettings"/>: for ever.</value>
    public RetentionSettings Retention { get; set; } = new();
}
