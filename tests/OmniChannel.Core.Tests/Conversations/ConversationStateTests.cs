using OmniChannel.Testing;

namespace OmniChannel.Tests.Conversations;

/// <summary>One responder at a time; every message is answered once or waits; whatever is tried, in whatever order.</summary>
public sealed class ConversationStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly ResponderId[] Responders = [new("bot"), new("ann"), new("ben")];

    [Fact]
    public void Steps_InAnyOrder_AnswerEveryMessageOnceOrLetItWait()
    {
        var chance = new SeededChance(7);
        for (var run = 0; run < 2_000; run++)
        {
            var state = new ConversationState { Id = new("c"), Channel = Channel.LiveChat, Address = "a", OpenedAt = Noon };
            var (received, answered) = (0, new List<int>());
            for (var step = 0; step < 30; step++)
            {
                var (before, at) = (state, Noon.AddMinutes(step));
                var (by, to) = (chance.OneOf(Responders), chance.OneOf(Responders));
                ConversationRefusal? why = null;
                switch (chance.Below(9))
                {
                    case 0 or 1:
                        state = state.ClosedAt is null ? state.Receive($"m{++received}", at, at.AddMinutes(5)) : state;
                        break;
                    case 2: (state, why) = state.Take(by); break;
                    case 3: (state, why) = state.OfferTo(by, to, "note", at); break;
                    case 4: (state, why) = state.Accept(by); break;
                    case 5: (state, why) = state.Pass(by, to, null); break;
                    case 6: (state, why) = state.Release(by, null); break;
                    case 7 when state.DueAt is not null: state = state.Escalate(chance.Percent(50) ? to : null, at, at.AddMinutes(5)); break;
                    default:
                        var upTo = chance.Below(received + 2);
                        (state, why) = state.Answer(by, upTo, at, at.AddMinutes(5));
                        if (why is null)
                        {
                            Assert.Equal(by, before.Holder);
                            answered.AddRange(Enumerable.Range(before.Answered + 1, state.Answered - before.Answered));
                        }

                        break;
                }

                Assert.True(why is null || ReferenceEquals(before, state));
                Assert.Equal(answered.Count, answered.Distinct().Count());
                Assert.Equal(Enumerable.Range(1, received).Except(answered), (state.Unanswered ?? []).Select(message => message.Number));
                Assert.Equal(received > state.Answered, state.DueAt is not null);
                Assert.True(state.Offer is null || state.Offer.To != state.Holder || state.Holder is null);
            }
        }
    }

    [Fact]
    public void Accept_ByAnother_IsNotPending() // sunshine-conversations: acceptControl by an integration that is not the pending one
    {
        var state = Open().Take(new("bot")).Next.OfferTo(new("bot"), new("ann"), null, Noon).Next;

        Assert.Equal(ConversationRefusal.NotPending, state.Accept(new("ben")).Why);
        Assert.Equal(new ResponderId("ann"), state.Accept(new("ann")).Next.Holder);
    }

    [Fact]
    public void Offer_ToTheActiveOne_IsRefused() =>
        Assert.Equal(ConversationRefusal.AlreadyActive, Open().Take(new("bot")).Next.OfferTo(new("bot"), new("bot"), null, Noon).Why);

    [Theory]
    [InlineData(4_096, null)]
    [InlineData(4_097, ConversationRefusal.TooLarge)]
    public void Offer_Note_HasAtMostFourKilobytes(int bytes, ConversationRefusal? expected) =>
        Assert.Equal(expected, Open().Take(new("bot")).Next.OfferTo(new("bot"), new("ann"), new string('x', bytes), Noon).Why);

    [Fact]
    public void Close_WhenTheCustomerHasWrittenSince_StaysOpen()
    {
        var state = Open().Receive("one", Noon, Noon).Take(new("ann")).Next.Receive("two", Noon, Noon);

        Assert.Equal(ConversationRefusal.Unread, state.Close(new("ann"), 1, Noon).Why);
        Assert.NotNull(state.Close(new("ann"), 2, Noon).Next.ClosedAt);
    }

    private static ConversationState Open() => new() { Id = new("c"), Channel = Channel.LiveChat, Address = "a", OpenedAt = Noon };
}
