using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// Conversations with customers: one responder at a time, agent, till or bot; handed over with a note; answered in time or escalated; nothing answered twice, nothing dropped,
/// however many race for it and whoever disappears. Safe for many threads.
/// </summary>
/// <remarks>
/// Reached by <see cref="OmniChannelRuntime.Conversations"/>. Every step is one transaction on the customer, and one entry in the timeline. An answer is recorded here first and sent by
/// the host afterwards, to <see cref="Conversation.Address"/>: the one who was allowed to answer is the one who sends.
/// </remarks>
public sealed class Conversations
{
    private readonly Instance instance;
    private readonly Action started;
    private readonly ConversationInbox inbox;
    private readonly ConversationBriefing briefing;

    internal Conversations(Instance instance, CampaignCatalog campaigns, Carts carts, Timeline timeline, Action started)
    {
        this.instance = instance;
        this.started = started;
        inbox = new ConversationInbox(instance);
        briefing = new ConversationBriefing(instance, campaigns, carts, timeline);
    }

    /// <summary>Takes in what a customer wrote: opens a conversation with its address, or continues the open one. It is a touchpoint, too. Once for each source and id.</summary>
    /// <exception cref="ArgumentException">The message breaks one of its bounds.</exception>
    public ValueTask<Conversation> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken = default)
    {
        Check(message);
        started();
        return inbox.ReceiveAsync(message, cancellationToken);
    }

    /// <summary>A responder takes a conversation that nobody has: of several who try, the first.</summary>
    public ValueTask<ConversationResult> TakeAsync(CustomerId customer, ConversationId conversation, ResponderId responder, CancellationToken cancellationToken = default) =>
        StepAsync(customer, conversation, "taken", state => state.Take(responder), new ConversationEntry { Conversation = conversation, By = responder }, cancellationToken);

    /// <summary>The one who has it offers it to another, and keeps it until the other accepts.</summary>
    /// <param name="customer">With whom.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="by">Who has it.</param>
    /// <param name="to">Who should have it.</param>
    /// <param name="note">What the next one should know; at most 4 KB.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<ConversationResult> OfferAsync(CustomerId customer, ConversationId conversation, ResponderId by, ResponderId to, string? note = null, CancellationToken cancellationToken = default) =>
        StepAsync(customer, conversation, "offered", state => state.OfferTo(by, to, note, instance.Now), new ConversationEntry { Conversation = conversation, By = by, To = to, Text = note }, cancellationToken);

    /// <summary>Accepts what is offered.</summary>
    public ValueTask<ConversationResult> AcceptAsync(CustomerId customer, ConversationId conversation, ResponderId responder, CancellationToken cancellationToken = default) =>
        StepAsync(customer, conversation, "accepted", state => state.Accept(responder), new ConversationEntry { Conversation = conversation, By = responder }, cancellationToken);

    /// <summary>The one who has it hands it over at once: from a bot to a person who is free, say.</summary>
    /// <param name="customer">With whom.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="by">Who has it.</param>
    /// <param name="to">Who has it from now on.</param>
    /// <param name="note">What the next one should know; at most 4 KB.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<ConversationResult> PassAsync(CustomerId customer, ConversationId conversation, ResponderId by, ResponderId to, string? note = null, CancellationToken cancellationToken = default) =>
        StepAsync(customer, conversation, "passed", state => state.Pass(by, to, note), new ConversationEntry { Conversation = conversation, By = by, To = to, Text = note }, cancellationToken);

    /// <summary>The one who has it lets go of it; whoever takes it first has it. The deadline stays.</summary>
    /// <param name="customer">With whom.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="by">Who has it.</param>
    /// <param name="note">What the next one should know; at most 4 KB.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<ConversationResult> ReleaseAsync(CustomerId customer, ConversationId conversation, ResponderId by, string? note = null, CancellationToken cancellationToken = default) =>
        StepAsync(customer, conversation, "released", state => state.Release(by, note), new ConversationEntry { Conversation = conversation, By = by, Text = note }, cancellationToken);

    /// <summary>The one who has it answers. Send the words when, and only when, this is <see cref="ConversationResult.Done"/> and no replay.</summary>
    /// <param name="customer">With whom.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="answer">By whom, under which name, up to which message, in which words.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <exception cref="ArgumentException">The words are empty or more than 4,000 characters, or the name is more than 200.</exception>
    public ValueTask<ConversationResult> AnswerAsync(CustomerId customer, ConversationId conversation, ConversationAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Length(answer.Id, 200, "answer.Id");
        Length(answer.Text, 4_000, "answer.Text");
        var entry = new ConversationEntry { Conversation = conversation, By = answer.By, Text = answer.Text };
        return StepAsync(customer, conversation, "answered", state => state.Answer(answer.By, answer.UpTo, instance.Now, instance.Now + instance.Options.ResponseDeadline), entry, cancellationToken, answer.Id);
    }

    /// <summary>The one who has it ends it. The customer's next message opens another.</summary>
    /// <param name="customer">With whom.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="by">Who has it.</param>
    /// <param name="upTo">The number of the last message that was read: <see cref="Conversation.Received"/> as it was shown. When the customer has written since, it stays open.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<ConversationResult> CloseAsync(CustomerId customer, ConversationId conversation, ResponderId by, int upTo, CancellationToken cancellationToken = default) =>
        StepAsync(customer, conversation, "closed", state => state.Close(by, upTo, instance.Now), new ConversationEntry { Conversation = conversation, By = by }, cancellationToken);

    /// <summary>A conversation as it stands; null when there is none.</summary>
    public async ValueTask<Conversation?> FindAsync(CustomerId customer, ConversationId conversation, CancellationToken cancellationToken = default)
    {
        started();
        var partition = PartitionKey.Of(customer);
        var row = await instance.Store.ReadStateAsync(instance.Tenant, partition, ConversationRows.KeyOf(conversation), cancellationToken).ConfigureAwait(false);
        return ConversationRows.Read(row) is { } state ? ConversationRows.View(state, partition) : null;
    }

    /// <summary>What the next responder sees: the conversation with its note and what waits, the customer, the cart, what happened last, and what the customer was offered lately and still can have, in those words. Null when there is no such conversation.</summary>
    public async ValueTask<ConversationBrief?> BriefAsync(CustomerId customer, ConversationId conversation, CancellationToken cancellationToken = default) =>
        await FindAsync(customer, conversation, cancellationToken).ConfigureAwait(false) is { } found ? await briefing.OfAsync(found, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>What a customer was offered lately and still can have, by campaign and in the words in which it went out, the newest first; at most ten: for a till, where nobody writes.</summary>
    public ValueTask<IReadOnlyList<OfferMade>> OffersAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        started();
        return briefing.OffersAsync(customer, cancellationToken);
    }

    /// <summary>A deadline has passed: who had it loses it, and the next one is asked.</summary>
    internal async ValueTask HandleAsync(ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        var id = new ConversationId(claim.Key);
        var key = ConversationRows.KeyOf(id);
        var seen = await instance.Store.ReadStateAsync(instance.Tenant, claim.Partition, key, none).ConfigureAwait(false);
        var next = ConversationRows.Read(seen) is { } waiting && instance.Responders is { } routing
            ? await routing.NextAsync(ConversationRows.View(waiting, claim.Partition), none).ConfigureAwait(false)
            : null;
        await using var unit = await CustomerUnit.OpenAsync(instance, new CustomerId(claim.Partition.Key), [], null, none).ConfigureAwait(false);
        var row = await unit.Work.GetAsync(claim.Partition, key, none).ConfigureAwait(false);
        if (!await unit.Work.TryCompleteAsync(claim, none).ConfigureAwait(false) || ConversationRows.Read(row) is not { DueAt: { } due } state)
        {
            return;
        }

        // Answered and asked again meanwhile: another deadline.
        var now = instance.Now;
        if (now < due)
        {
            await unit.Work.ScheduleAsync(claim.Partition, ConversationRows.ScheduleKind, claim.Key, due, none).ConfigureAwait(false);
            await unit.CommitAsync(none).ConfigureAwait(false);
            return;
        }

        var escalated = state.Escalate(next, now, now + instance.Options.ResponseDeadline);
        await ConversationRows.PutAsync(unit.Work, claim.Partition, escalated, row!.Version, none).ConfigureAwait(false);
        await AppendAsync(unit, id, "escalated", $"{row.Version}", new ConversationEntry { Conversation = id, By = state.Holder, To = next }, none).ConfigureAwait(false);
        await unit.CommitAsync(none).ConfigureAwait(false);
        Logs.ConversationEscalated(instance.Log, id, escalated.Missed);
    }

    private async ValueTask<ConversationResult> StepAsync(CustomerId customer, ConversationId conversation, string what, Func<ConversationState, (ConversationState, ConversationRefusal?)> step, ConversationEntry entry, CancellationToken cancellationToken, string? name = null)
    {
        started();
        return await StoreConflicts.RetryAsync<ConversationResult>(null, async () =>
        {
            await using var unit = await CustomerUnit.OpenAsync(instance, customer, [], null, cancellationToken).ConfigureAwait(false);
            var row = await unit.Work.GetAsync(unit.Partition, ConversationRows.KeyOf(conversation), cancellationToken).ConfigureAwait(false);
            if (ConversationRows.Read(row) is not { } state)
            {
                return new ConversationResult.Refused { Because = ConversationRefusal.NotFound };
            }

            if (name is not null && await unit.Work.FindEventAsync(unit.Partition, SourceOf(conversation), $"{what}/{name}", cancellationToken).ConfigureAwait(false) is not null)
            {
                return new ConversationResult.Done { Conversation = ConversationRows.View(state, unit.Partition), IsReplay = true };
            }

            var (next, why) = step(state);
            if (why is { } because)
            {
                return new ConversationResult.Refused { Because = because, Conversation = ConversationRows.View(state, unit.Partition) };
            }

            await ConversationRows.PutAsync(unit.Work, unit.Partition, next, row!.Version, cancellationToken).ConfigureAwait(false);
            await AppendAsync(unit, conversation, what, name ?? $"{row.Version}", entry, cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new ConversationResult.Done { Conversation = ConversationRows.View(next, unit.Partition) };
        }).ConfigureAwait(false);
    }

    private ValueTask<bool> AppendAsync(CustomerUnit unit, ConversationId conversation, string what, string id, ConversationEntry entry, CancellationToken cancellationToken) =>
        unit.AppendAsync(SourceOf(conversation), $"{what}/{id}", $"{TimelineTypes.ConversationPrefix}{what}", instance.Now, instance.Now, new TimelineBody { Conversation = entry }, cancellationToken);

    private static string SourceOf(ConversationId conversation) => $"omnichannel/conversation/{conversation}";

    private void Check(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Length(message.Source, 200, "message.Source");
        Length(message.Id, 200, "message.Id");
        Length(message.Address, 400, "message.Address");
        Length(message.Text, 4_000, "message.Text");
        var touchpoint = new Touchpoint { Source = message.Source, Id = message.Id, Type = TouchpointType.MessageReceived, Customer = message.Customer ?? new CustomerId("new"), At = message.At, Channel = message.Channel };
        RecordChecks.Check(touchpoint, instance.Now);
    }

    private static void Length(string text, int max, string name)
    {
        if (text is not { Length: > 0 } || text.Length > max)
        {
            throw new ArgumentException($"Found {text?.Length ?? 0} characters; expected 1 to {max}.", name);
        }
    }
}
