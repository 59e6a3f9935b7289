using System.Collections.Concurrent;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The whole pipeline with nothing sent: an instance like the host's over a store in memory, whose clock goes where it is told and whose providers send nothing. Begun by <see cref="OmniChannelRuntime.BeginDryRunAsync"/>.</summary>
/// <remarks>Safe for many threads, but for <see cref="AdvanceToAsync"/>, which one of them calls while the others wait.</remarks>
public sealed class DryRun : IAsyncDisposable
{
    private readonly DryRunSettings settings;
    private readonly DryRunClock clock;
    private readonly DryRunMail mail;
    private readonly MemoryStore store;
    private readonly TenantId tenant;
    private readonly ConcurrentDictionary<string, long> requests = new(StringComparer.Ordinal);
    private long asked;

    private DryRun(DryRunSettings settings, DryRunClock clock, DryRunMail mail, MemoryStore store, TenantId tenant, OmniChannelRuntime runtime)
    {
        (this.settings, this.clock, this.mail, this.store, this.tenant) = (settings, clock, mail, store, tenant);
        Runtime = runtime;
    }

    /// <summary>The instance, for everything but sending and dispatching: profiles, touchpoints, carts, reports.</summary>
    public OmniChannelRuntime Runtime { get; }

    /// <summary>What its clock shows.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    internal static async ValueTask<DryRun> BeginAsync(OmniChannelSetup like, IOmniStore source, DryRunSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.Step, TimeSpan.Zero, "settings.Step");
        var clock = new DryRunClock(settings.From.ToUniversalTime());
        var mail = new DryRunMail(settings, clock);
        var store = new MemoryStore();
        if (settings.CopyState)
        {
            await new StoreCopy(source, store, like.Tenant, clock).CopyAsync(cancellationToken).ConfigureAwait(false);
        }

        var runtime = OmniChannelRuntime.Create(DryRunSetup.Of(like, store, clock, mail));
        await runtime.StartAsync(cancellationToken).ConfigureAwait(false);
        return new DryRun(settings, clock, mail, store, like.Tenant, runtime);
    }

    /// <summary>Sends in the dry run, and counts what it came to. As <see cref="IChannelOrchestrator.SendAsync"/>.</summary>
    public async ValueTask<SendResult> SendAsync(Message message, CustomerId customer, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await Runtime.SendAsync(message, customer, options, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref asked);
        requests.AddOrUpdate(WordsOf(result), 1, static (_, before) => before + 1);
        return result;
    }

    /// <summary>Lets time pass: dispatches what becomes due on the way, records what comes back, and returns when the clock shows the instant and nothing is due.</summary>
    /// <param name="until">Where the clock is to be; in the past, it stays and what is due is done.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    public async ValueTask AdvanceToAsync(DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            foreach (var receipt in mail.Due(Now))
            {
                await Runtime.RecordAsync(receipt, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await Runtime.DispatchDueAsync(cancellationToken).ConfigureAwait(false);
            if (await NextAsync(cancellationToken).ConfigureAwait(false) is not { } next || next > until)
            {
                clock.Tell(until);
                return;
            }

            // Never before it is due, and never so small a step that time stands still.
            var step = Now + settings.Step;
            clock.Tell(next > step ? next : step < until ? step : until);
        }
    }

    /// <summary>What it has come to so far.</summary>
    public DryRunReport Report()
    {
        var attempts = mail.Counts();
        return new DryRunReport { Decisions = Interlocked.Read(ref asked) + attempts.Sum(one => one.Attempts), Requests = requests.ToDictionary(StringComparer.Ordinal), Attempts = attempts };
    }

    /// <summary>Forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync().ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var due = await store.NextDueAsync(tenant, cancellationToken).ConfigureAwait(false);
        var back = mail.NextAt();
        return due is null || back < due ? back : due;
    }

    private static string WordsOf(SendResult result) => result switch
    {
        SendResult.Queued => "queued",
        SendResult.Deferred => "deferred",
        SendResult.Skipped skipped => $"skipped: {skipped.Reason.Code}",
        SendResult.Refused refused => $"refused: {refused.Kind}",
        _ => result.GetType().Name,
    };
}
