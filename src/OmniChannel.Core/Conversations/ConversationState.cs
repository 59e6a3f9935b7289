using System.Text;

namespace OmniChannel;

/// <summary>One conversation: one responder at a time, what waits for an answer, and until when. Pure: every step makes a new one, or says why not. Version 1.</summary>
internal sealed record ConversationState
{
    public const int MaxNote = 4_096;

    /// <summary>How many unanswered messages are kept in words; of more the oldest words are in the timeline alone.</summary>
    private const int MaxWords = 50;

    public required ConversationId Id { get; init; }

    public required Channel Channel { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public ResponderId? Holder { get; init; }

    public ConversationOffer? Offer { get; init; }

    /// <summary>What the one before left for the next.</summary>
    public string? Note { get; init; }

    /// <summary>How many messages the customer has written.</summary>
    public int Received { get; init; }

    /// <summary>The number of the last message that was answered.</summary>
    public int Answered { get; init; }

    public IReadOnlyList<UnansweredMessage>? Unanswered { get; init; }

    /// <summary>Until when somebody has to answer; null when nothing waits.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often the deadline was missed for what waits now.</summary>
    public int Missed { get; init; }

    public DateTimeOffset? FirstResponseAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public ConversationState Receive(string text, DateTimeOffset at, DateTimeOffset dueAt) => this with
    {
        Received = Received + 1,
        Unanswered = [.. (Unanswered ?? []).Append(new UnansweredMessage { Number = Received + 1, Text = text, At = at }).TakeLast(MaxWords)],
        DueAt = DueAt ?? dueAt,
    };

    /// <summary>Somebody takes what nobody has: of several the first.</summary>
    public (ConversationState Next, ConversationRefusal? Why) Take(ResponderId responder) =>
        ClosedAt is not null ? (this, ConversationRefusal.Closed)
        : Holder is { } holder && holder != responder ? (this, ConversationRefusal.AlreadyHeld)
        : Offer is { } offer && offer.To != responder ? (this, ConversationRefusal.NotPending)
        : (Held(responder), null);

    /// <summary>The holder offers it to somebody, and keeps it until it is accepted.</summary>
    public (ConversationState Next, ConversationRefusal? Why) OfferTo(ResponderId by, ResponderId to, string? note, DateTimeOffset at) =>
        WhyNotHolder(by) is { } why ? (this, why)
        : by == to ? (this, ConversationRefusal.AlreadyActive)
        : IsTooLarge(note) ? (this, ConversationRefusal.TooLarge)
        : (this with { Offer = new ConversationOffer { To = to, By = by, Note = note, At = at } }, null);

    public (ConversationState Next, ConversationRefusal? Why) Accept(ResponderId responder) =>
        ClosedAt is not null ? (this, ConversationRefusal.Closed)
        : Offer?.To != responder ? (this, ConversationRefusal.NotPending)
        : (Held(responder), null);

    /// <summary>The holder hands it over at once, accepted or not.</summary>
    public (ConversationState Next, ConversationRefusal? Why) Pass(ResponderId by, ResponderId to, string? note) =>
        WhyNotHolder(by) is { } why ? (this, why)
        : by == to ? (this, ConversationRefusal.AlreadyActive)
        : IsTooLarge(note) ? (this, ConversationRefusal.TooLarge)
        : (this with { Holder = to, Offer = null, Note = note ?? Note }, null);

    /// <summary>The holder lets go: whoever takes it first has it.</summary>
    public (ConversationState Next, ConversationRefusal? Why) Release(ResponderId by, string? note) =>
        WhyNotHolder(by) is { } why ? (this, why)
        : IsTooLarge(note) ? (this, ConversationRefusal.TooLarge)
        : (this with { Holder = null, Offer = null, Note = note ?? Note }, null);

    /// <summary>The holder answers what the customer said up to a message; what came later still waits.</summary>
    public (ConversationState Next, ConversationRefusal? Why) Answer(ResponderId by, int upTo, DateTimeOffset at, DateTimeOffset dueAt)
    {
        if (WhyNotHolder(by) is { } why)
        {
            return (this, why);
        }

        var seen = Math.Min(upTo, Received);
        if (seen <= Answered)
        {
            return (this, ConversationRefusal.AlreadyAnswered);
        }

        UnansweredMessage[] left = [.. (Unanswered ?? []).Where(message => message.Number > seen)];
        return (this with { Answered = seen, Unanswered = left, DueAt = seen < Received ? dueAt : null, Missed = 0, FirstResponseAt = FirstResponseAt ?? at }, null);
    }

    /// <summary>The holder ends it, having read up to a message; nothing that came later is dropped.</summary>
    public (ConversationState Next, ConversationRefusal? Why) Close(ResponderId by, int upTo, DateTimeOffset at) =>
        WhyNotHolder(by) is { } why ? (this, why)
        : upTo < Received ? (this, ConversationRefusal.Unread)
        : (this with { ClosedAt = at, Holder = null, Offer = null, DueAt = null, Unanswered = null }, null);

    /// <summary>The deadline was missed: who had it loses it, and it is offered to the next one, or lies open for whoever takes it.</summary>
    public ConversationState Escalate(ResponderId? next, DateTimeOffset at, DateTimeOffset dueAt) => this with
    {
        Holder = null,
        Missed = Missed + 1,
        DueAt = dueAt,
        Offer = next is { } to ? new ConversationOffer { To = to, Note = Note, At = at } : null,
    };

    private static bool IsTooLarge(string? note) => note is not null && Encoding.UTF8.GetByteCount(note) > MaxNote;

    private ConversationState Held(ResponderId responder) => this with { Holder = responder, Note = Offer?.Note ?? Note, Offer = null };

    private ConversationRefusal? WhyNotHolder(ResponderId by) =>
        ClosedAt is not null ? ConversationRefusal.Closed : Holder != by ? ConversationRefusal.NotHolder : null;
}
