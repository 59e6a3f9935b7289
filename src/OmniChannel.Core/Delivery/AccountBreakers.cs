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

    /// <summary>How long an account rests, where its provider asked for no longer wait.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>As long it rests at most, whatever its provider asked for: what was asked for with one recipient need not hold for all.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

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
        private readonly TimeProvider time;
        private long restsUntil;
        private long askedUntil;

        public Breaker(TimeProvider time)
        {
            this.time = time;
            Pipeline = new ResiliencePipelineBuilder<AttemptOutcome> { TimeProvider = time }
                .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptOutcome>
                {
                    FailureRatio = FailureShare,
                    MinimumThroughput = FewestCalls,
                    SamplingDuration = Sampled,
                    BreakDurationGenerator = _ => ValueTask.FromResult(RestNow()),
                    ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments.Outcome)),
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
        }

        public ResiliencePipeline<AttemptOutcome> Pipeline { get; }

        public DateTimeOffset? RestsUntil => Volatile.Read(ref restsUntil) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

        /// <summary>Of two that ask at once one may be missed: any of them is as good.</summary>
        private bool IsFailure(Outcome<AttemptOutcome> outcome)
        {
            if (outcome.Result is { RetryAfter: { } asked, Fault: AttemptFault.Provider })
            {
                var until = (time.GetUtcNow() + (asked < LongestRest ? asked : LongestRest)).UtcTicks;
                Volatile.Write(ref askedUntil, long.Max(Volatile.Read(ref askedUntil), until));
            }

            return outcome is { Exception: not null and not OperationCanceledException } or { Result: { Result: AttemptResult.NotSent or AttemptResult.Unknown, Fault: AttemptFault.Provider } };
        }

        private TimeSpan RestNow()
        {
            var asked = TimeSpan.FromTicks(Volatile.Read(ref askedUntil) - time.GetUtcNow().UtcTicks);
            return asked > Rest ? asked : Rest;
        }
    }
}
