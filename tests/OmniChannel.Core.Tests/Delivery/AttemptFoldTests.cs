using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Delivery;

public sealed class AttemptFoldTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private static OutboxContent Content { get; } = new()
    {
        Customer = new CustomerId("anna"),
        Message = new Message { Campaign = new CampaignId("c"), Purpose = Purpose.Marketing },
        Channel = Channel.Email,
        ExpiresAt = Now.AddDays(7),
        Account = "default",
        Frozen = new FrozenMessage { Account = "default", Address = "a@example.com", Content = new RenderedContent { Text = "Hi" }, Key = "k" },
    };

    public static TheoryData<string, AttemptOutcome> Outcomes => new()
    {
        { "accepted", AttemptOutcome.Accepted() },
        { "recipient", AttemptOutcome.Rejected(AttemptFault.Recipient, "550", "No.") },
        { "message", AttemptOutcome.Rejected(AttemptFault.Message, "554", "No.") },
        { "account", AttemptOutcome.NotSent(AttemptFault.Account, "401", "Key.") },
        { "provider", AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Busy.") },
        { "unknown", AttemptOutcome.Unknown("Silence.") },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Fold_OfEachOutcome_LeadsToItsState(string name, AttemptOutcome outcome)
    {
        var effect = Fold(Content, outcome);

        Assert.Equal(
            name switch { "accepted" => OutboxState.Accepted, "recipient" or "message" => OutboxState.Rejected, _ => OutboxState.Retrying },
            effect.State);
        Assert.Equal(name is "recipient" or "message", effect.Releases);
        Assert.Equal(name is "recipient", effect.Suppresses);
        Assert.Equal(name is "account" ? Pause : null, effect.PausesFor);
        Assert.Equal(name is "provider" or "unknown" ? 1 : 0, effect.Content.Failures);
        Assert.Equal(name is "unknown", effect.Content.MayBeSent);
        Assert.Equal(effect.State == OutboxState.Retrying, effect.Content.NextAt is not null);
        Assert.Equal(name is "account", effect.Content.Frozen is null);
    }

    /// <summary>What may have reached the person keeps its place under the caps and its account, whatever comes after.</summary>
    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Fold_AfterADoubt_NeverReleasesAndNeverMoves(string name, AttemptOutcome outcome)
    {
        var effect = Fold(Content with { MayBeSent = true, Failures = 7 }, outcome);

        Assert.False(effect.Releases);
        Assert.NotNull(effect.Content.Frozen);
        Assert.True(effect.Content.MayBeSent);
        Assert.Equal(name is "provider" or "unknown", effect.State == OutboxState.Parked);
    }

    [Theory]
    [InlineData(null, OutboxState.Retrying)]
    [InlineData(SendGuarantee.AtLeastOnce, OutboxState.Retrying)]
    [InlineData(SendGuarantee.Reconcile, OutboxState.Retrying)]
    [InlineData(SendGuarantee.AtMostOnce, OutboxState.Unknown)]
    public void Fold_OfDoubt_DoesAsPromised(SendGuarantee? promised, OutboxState state)
    {
        foreach (var effect in new[] { Fold(Content with { Guarantee = promised }, AttemptOutcome.Unknown("Silence.")), AttemptFold.Interrupted(Content with { Guarantee = promised }, Now, 8) })
        {
            Assert.Equal((state, false, true), (effect.State, effect.Releases, effect.Content.MayBeSent));
            Assert.Equal(state == OutboxState.Unknown, effect.Content.NextAt is null);
        }
    }

    [Fact]
    public void Fold_OfTheLastFailure_ParksAndReleases()
    {
        var effect = Fold(Content with { Failures = 7 }, AttemptOutcome.NotSent(AttemptFault.Provider, null, "Busy."));

        Assert.Equal((OutboxState.Parked, true, null), (effect.State, effect.Releases, effect.Content.NextAt));
    }

    [Fact]
    public void Fold_WhenTheNextAttemptWouldBeTooLate_IsDueAtTheExpiry()
    {
        var effect = Fold(Content with { ExpiresAt = Now.AddSeconds(2) }, AttemptOutcome.NotSent(AttemptFault.Provider, null, "Busy."));

        Assert.Equal(Now.AddSeconds(2), effect.Content.NextAt);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 300)]
    [InlineData(3, 1800)]
    [InlineData(4, 7200)]
    [InlineData(5, 18000)]
    [InlineData(6, 36000)]
    [InlineData(7, 36000)]
    [InlineData(50, 36000)]
    public void After_EachFailure_WaitsLonger(int failures, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.After(failures, null, 0));
        Assert.Equal(TimeSpan.FromSeconds(seconds) * 1.2, RetrySchedule.After(failures, null, 1));
    }

    private static AttemptEffect Fold(OutboxContent content, AttemptOutcome outcome) => AttemptFold.Fold(content, outcome, Now, 8, Pause, 0, []);
}
