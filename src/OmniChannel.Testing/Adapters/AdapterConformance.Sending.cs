using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class AdapterConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] HostileTexts = ["x\r\nBcc: y@example.org\r\n\r\nbody", "\r\n.\r\nQUIT\r\n", "half \ud83d", "🛒 \u202E gro", "\0", "\"'<>&%{}"];

    private static IEnumerable<ConformanceCase<AdapterUnderTest>> Sending() =>
    [
        Case("Send_EveryValidAddress_IsAccepted", "What the provider takes over is Accepted, without fault.", async (subject, token) =>
        {
            for (var i = 0; i < subject.ValidAddresses.Count; i++)
            {
                var outcome = await SendAsync(subject, Message(subject, $"d-{i}", i), token).ConfigureAwait(false);
                Expect.Equal(AttemptResult.Accepted, outcome.Result, $"The result of a message to valid address number {i + 1} ({outcome.Code} {outcome.Detail})");
                Expect.Equal(AttemptFault.None, outcome.Fault, "The fault");
            }
        }),
        Case("Send_SameMessageTwice_IsHarmless", "The same message sent again gets the same result: an adapter keeps no state per message.", async (subject, token) =>
        {
            var message = Message(subject, "d-1");
            var first = await SendAsync(subject, message, token).ConfigureAwait(false);
            var second = await SendAsync(subject, message, token).ConfigureAwait(false);
            Expect.Equal(first.Result, second.Result, "The result of the second attempt");
        }),
        Case("Send_ManyAtOnce_EachIsAnswered", "Implementations are called from many threads at once.", async (subject, token) =>
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => SendAsync(subject, Message(subject, $"d-{i}"), token), token))).ConfigureAwait(false);
            Expect.Equal(12, outcomes.Count(outcome => outcome.Result == AttemptResult.Accepted), "The number of messages accepted");
        }),
        Case("Send_AlreadyCancelled_SendsNothing", "A token that is cancelled before anything is sent ends the attempt: an OperationCanceledException, or NotSent; never Accepted.", async (subject, token) =>
        {
            var sending = await EndedAsync(subject, Message(subject, "d-1"), new CancellationToken(canceled: true), token).ConfigureAwait(false);
            Expect.That(!sending.IsCompletedSuccessfully || sending.Result.Result == AttemptResult.NotSent, "A message was sent under a token that was cancelled before.");
            Expect.That(!sending.IsFaulted, $"Under a cancelled token it threw {sending.Exception?.InnerException?.GetType().Name}: {sending.Exception?.InnerException?.Message}");
            var after = await SendAsync(subject, Message(subject, "d-2"), token).ConfigureAwait(false);
            Expect.Equal(AttemptResult.Accepted, after.Result, "The result of the next message");
        }),
        Case("Send_CancelledMeanwhile_IsAnOutcomeOrTheCancellation", "A cancellation during the attempt is an outcome or an OperationCanceledException, no other exception, and spoils nothing.", async (subject, token) =>
        {
            for (var i = 0; i < 4; i++)
            {
                using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(token);
                var ending = EndedAsync(subject, Message(subject, $"d-{i}"), cancelling.Token, token);
                await cancelling.CancelAsync().ConfigureAwait(false);
                var sending = await ending.ConfigureAwait(false);
                Expect.That(!sending.IsFaulted, $"The cancelled attempt threw {sending.Exception?.InnerException?.GetType().Name}: {sending.Exception?.InnerException?.Message}");
            }

            var after = await SendAsync(subject, Message(subject, "after"), token).ConfigureAwait(false);
            Expect.Equal(AttemptResult.Accepted, after.Result, "The result of the next message");
        }),
        Case("Send_HostileText_IsAnOutcome", "Expected failures are values: line breaks in names and subjects, half surrogates and control characters are never an exception.", async (subject, token) =>
        {
            var name = 0;
            foreach (var text in HostileTexts)
            {
                var message = Message(subject, $"d-{name++}") with { RecipientName = text, Content = subject.Content with { Text = text, Subject = text } };
                var outcome = await SendAsync(subject, message, token).ConfigureAwait(false);
                Expect.That(outcome.Result is AttemptResult.Accepted or AttemptResult.Rejected, $"Hostile text number {name} is {outcome.Result} ({outcome.Detail}); expected Accepted, made harmless, or Rejected for the message.");
                Expect.That(outcome.Fault is AttemptFault.None or AttemptFault.Message, $"Hostile text number {name} counts as a fault of the {outcome.Fault}; it is the message's.");
            }
        }),
    ];

    private static OutgoingMessage Message(AdapterUnderTest subject, string delivery, int address = 0) => MessageTo(subject.Adapter, subject.ValidAddresses[address], subject.Content, delivery);

    internal static OutgoingMessage MessageTo(IChannelAdapter adapter, string address, RenderedContent content, string delivery) => new()
    {
        Delivery = new DeliveryId(delivery),
        IdempotencyKey = $"key-{delivery}",
        Tenant = TenantId.Default,
        Customer = new CustomerId("ann"),
        Campaign = new CampaignId("cart-left"),
        Channel = adapter.Channel,
        Address = adapter.CheckAddress(address).Normalized ?? throw new ConformanceException("A valid address is refused."),
        Content = content,
        Purpose = new Purpose("transactional"),
        Urgency = Urgency.Normal,
        CreatedAt = Noon,
        ExpiresAt = Noon.AddDays(7),
    };

    /// <summary>One attempt under a token of its own, when it has ended in whatever way.</summary>
    private static async Task<Task<AttemptOutcome>> EndedAsync(AdapterUnderTest subject, OutgoingMessage message, CancellationToken attempt, CancellationToken cancellationToken)
    {
        var sending = Task.Run(async () => await subject.Adapter.SendAsync(message, attempt).ConfigureAwait(false), cancellationToken);
        return await Task.WhenAny(sending).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One attempt; what it says must not name the address.</summary>
    private static async Task<AttemptOutcome> SendAsync(AdapterUnderTest subject, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var outcome = Expect.NotNull(await subject.Adapter.SendAsync(message, cancellationToken).ConfigureAwait(false), "The outcome");
        Expect.That(
            message.Address.Length < 4 || outcome.Detail?.Contains(message.Address, StringComparison.OrdinalIgnoreCase) != true,
            "The detail of the outcome repeats the address, which would bring it into logs.");
        return outcome;
    }
}
