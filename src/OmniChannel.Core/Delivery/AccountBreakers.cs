using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;

namespace OmniChannel.Delivery;

/// <summary>A circuit breaker for each provider account, in this process: an account whose calls keep failing rests for a while, then one call tries whether it works again. Safe for many threads.</summary>
/// <remarks>It opens on few calls too, since a small shop makes few. Only the provider's own failures count, never a recipient's or a message's fault.</remarks>
internal sealed class AccountBreakers(TimeProvider time)
{
    /// <summary>The code of a call that was not made because the account rests.</summary>
    public const string Resting = "resting";

    /// <summary>From how many calls within <see cref="Sampled"/> on it may open.</summary>
    public const int FewestCalls = 5;

    /// <summary>How long an account rests.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private const double FailureShare = 0.5;

    private static readonly TimeSpan Sampled = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Channel Channel, string Account), Breaker> breakers = new();

    /// <summary>Until when an account rests: an estimate of its recovery. Null when it works, or may be tried.</summary>
    public DateTimeOffset? RestsUntil(Channel channel, string account) =>
        breakers.TryGetValue((channel, account), out var breaker) && breaker.RestsUntil is { } until && until > time.GetUtcNow() ? until : null;

    /// <summary>Makes a call, unless the account rests.</summary>
    public async ValueTask<AttemptOutcome> CallAsync(Channel channel, string account, Func<CancellationToken, ValueTask<AttemptOutcome>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await breakers.GetOrAdd((channel, account), _ => new Breaker(time)).Pipeline.ExecuteAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokenCircuitException)
        {
            return AttemptOutcome.NotSent(AttemptFault.Provider, Resting, "The account rests after too many failures; it was not called.");
        }
    }

    private sealed class Breaker
    {
        private long restsUntil;

        public Breaker(TimeProvider time) => Pipeline = new ResiliencePipelineBuilder<AttemptOutcome> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptOutcome>
            {
                FailureRatio = FailureShare,
                MinimumThroughput = FewestCalls,
                SamplingDuration = Sampled,
                BreakDuration = Rest,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome is { Exception: not null and not OperationCanceledException } or { Result: { Result: AttemptResult.NotSent or AttemptResult.Unknown, Fault: AttemptFault.Provider } }),
                OnOpened = arguments =>
                {
                    Volatile.Write(ref restsUntil, (time.GetUtcNow() + arguments.BreakDuration).UtcTicks);
                    return default;
                },
                OnClosed = _ =>
                {
                    Volatile.Write(ref restsUntil, 0);
                    return default;
                },
            })
            .Build();

        public ResiliencePipeline<AttemptOutcome> Pipeline { get; }

        public DateTimeOffset? RestsUntil => Volatile.Read(ref restsUntil) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }
}
