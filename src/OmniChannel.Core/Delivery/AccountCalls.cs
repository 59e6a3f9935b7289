using System.Collections.Concurrent;
using Polly;
using Polly.Retry;

namespace OmniChannel.Delivery;

/// <summary>The calls of this process to its accounts: each within the account's room, with an end to its patience, repeated quickly where nothing was sent, under the account's breaker. Safe for many threads.</summary>
internal sealed class AccountCalls
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    private readonly AccountBreakers breakers;
    private readonly DeliverySettings settings;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline<AttemptOutcome>? quickly;
    private readonly BatchCalls batches;
    private readonly ConcurrentDictionary<(Channel Channel, string Account), Room?> rooms = new();

    /// <param name="breakers">Whose accounts rest.</param>
    /// <param name="settings">How long, how often, how many at once.</param>
    /// <param name="lease">How long a claim holds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="chance">From 0 to 1: spreads the retries.</param>
    public AccountCalls(AccountBreakers breakers, DeliverySettings settings, TimeSpan lease, TimeProvider time, Func<double> chance)
    {
        (this.breakers, this.settings, this.time) = (breakers, settings, time);
        Deadline = AttemptCall.DeadlineOf(lease, settings.AttemptDeadline);
        batches = new BatchCalls(Deadline, time, () => Cut);
        quickly = settings.QuickRetries == 0 ? null : new ResiliencePipelineBuilder<AttemptOutcome> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<AttemptOutcome>
            {
                MaxRetryAttempts = settings.QuickRetries,
                Delay = FirstWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = chance,
                ShouldHandle = static arguments => ValueTask.FromResult(IsToBeRepeated(arguments.Outcome.Result)),
            })
            .Build();
    }

    /// <summary>How long a call may take.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>Ends the calls under way, and keeps others from being made, because this process stops.</summary>
    public CancellationToken Cut { get; set; }

    /// <summary>Waits for what foreign code was asked beside its calls, whether it looks at its token or not, until this process stops.</summary>
    /// <exception cref="OperationCanceledException">This process stops.</exception>
    public ValueTask<T> UntilCutAsync<T>(ValueTask<T> asked) => asked.IsCompleted || !Cut.CanBeCanceled ? asked : new ValueTask<T>(asked.AsTask().WaitAsync(Cut));

    /// <summary>Takes up room for one call of an account, until <see cref="Leave"/> or the end of <see cref="SendAsync"/>.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The account.</param>
    /// <param name="isUrgent">Whether the call is urgent work: of its room a quarter, at least one call where it bears several, is out of reach of all other.</param>
    /// <returns>False when as many as it bears are under way.</returns>
    public bool TryEnter(Channel channel, string account, bool isUrgent) => RoomOf(channel, account)?.TryEnter(isUrgent) ?? true;

    /// <summary>Gives room back that was taken up for no call.</summary>
    public void Leave(Channel channel, string account, bool isUrgent) => RoomOf(channel, account)?.Leave(isUrgent);

    /// <summary>How often the account's room is free again, by how long its calls take; zero where it has no limit.</summary>
    public TimeSpan SpacingOf(Channel channel, string account) => RoomOf(channel, account)?.Spacing ?? TimeSpan.Zero;

    /// <summary>Makes a call, for which room was taken up where the account has only so much.</summary>
    /// <param name="adapter">The account.</param>
    /// <param name="message">What it is given.</param>
    /// <param name="isUrgent">As what room was taken up.</param>
    /// <param name="canRepeat">Whether a call that sent nothing is repeated quickly.</param>
    /// <returns>The outcome, and the exception where one was thrown, to be logged.</returns>
    public async ValueTask<(AttemptOutcome Outcome, Exception? Thrown)> SendAsync(IChannelAdapter adapter, OutgoingMessage message, bool isUrgent, bool canRepeat)
    {
        var room = RoomOf(adapter.Channel, adapter.Account);
        var began = time.GetTimestamp();
        try
        {
            return await AttemptCall.SendAsync(token => canRepeat ? RepeatAsync(adapter, message, token) : OnceAsync(adapter, message, token), Deadline, time, Cut).ConfigureAwait(false);
        }
        finally
        {
            room?.Leave(isUrgent, time.GetElapsedTime(began));
        }
    }

    /// <summary>Nearly always one call is enough: the pipeline begins with what came of it.</summary>
    private async ValueTask<AttemptOutcome> RepeatAsync(IChannelAdapter adapter, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var first = await OnceAsync(adapter, message, cancellationToken).ConfigureAwait(false);
        return quickly is null || !IsToBeRepeated(first) ? first : await RepeatAsync(quickly, first, adapter, message, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<AttemptOutcome> RepeatAsync(ResiliencePipeline<AttemptOutcome> pipeline, AttemptOutcome first, IChannelAdapter adapter, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var (last, isFirst) = ((AttemptOutcome?)first, true);
        try
        {
            return await pipeline.ExecuteAsync(
                async token =>
                {
                    if (isFirst)
                    {
                        isFirst = false;
                        return first;
                    }

                    last = null;
                    return last = await OnceAsync(adapter, message, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (last is not null)
        {
            return last; // the deadline came between two calls: nothing is in doubt
        }
    }

    private static bool IsToBeRepeated(AttemptOutcome? outcome) => outcome is { Result: AttemptResult.NotSent, Fault: AttemptFault.Provider, RetryAfter: null, Code: not AccountBreakers.Resting };

    private ValueTask<AttemptOutcome> OnceAsync(IChannelAdapter adapter, OutgoingMessage message, CancellationToken cancellationToken) =>
        breakers.CallAsync(adapter.Channel, adapter.Account, token => adapter is IBatchChannelAdapter many ? batches.SendAsync(many, message, token) : adapter.SendAsync(message, token), cancellationToken);

    private Room? RoomOf(Channel channel, string account) => rooms.GetOrAdd(
        (channel, account), key => settings.LimitsOf(key.Channel, key.Account)?.MaxConcurrent is { } most ? new Room(most) : null);

    /// <summary>The calls that an account bears at once.</summary>
    private sealed class Room(int most)
    {
        private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

        private readonly Lock gate = new();
        private readonly int mostUsual = most - (most > 1 ? int.Max(1, most / 4) : 0);
        private long average = TimeSpan.FromMilliseconds(200).Ticks;
        private int taken;
        private int takenUsual;

        /// <summary>Of two calls that end at once one may be left out of the average: it is an estimate.</summary>
        public TimeSpan Spacing => TimeSpan.FromTicks(Math.Max(Volatile.Read(ref average) / most, Shortest.Ticks));

        public bool TryEnter(bool isUrgent)
        {
            lock (gate)
            {
                if (taken == most || (!isUrgent && takenUsual == mostUsual))
                {
                    return false;
                }

                taken++;
                takenUsual += isUrgent ? 0 : 1;
                return true;
            }
        }

        public void Leave(bool isUrgent)
        {
            lock (gate)
            {
                taken--;
                takenUsual -= isUrgent ? 0 : 1;
            }
        }

        public void Leave(bool isUrgent, TimeSpan took)
        {
            Volatile.Write(ref average, ((Volatile.Read(ref average) * 7) + took.Ticks) / 8);
            Leave(isUrgent);
        }
    }
}
