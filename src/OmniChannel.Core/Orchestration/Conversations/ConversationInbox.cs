using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Takes in what customers write: opens or continues the conversation of the address, in one transaction with the touchpoint.</summary>
internal sealed class ConversationInbox(Instance instance)
{
    public ValueTask<Conversation> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var name = ConversationRows.NameOf(message.Channel, message.Address);
        var fresh = new CustomerId(instance.Chance.Name(instance.Now));
        return StoreConflicts.RetryAsync(null, async () =>
        {
            // Whoever held the last conversation at this address has the next one too, whatever the caller believes.
            var known = await instance.Store.FindAsync(instance.Tenant, LookupKind.Conversation, name, instance.Now, cancellationToken).ConfigureAwait(false);
            var customer = known is null ? message.Customer ?? fresh : new CustomerId(known.Partition.Key);
            PartitionKey[] shut = StopWords.IsStop(message.Channel, message.Text) || StopWords.IsStart(message.Text) ? [SuppressionBook.PartitionOf(message.Channel, AddressOf(message))] : [];
            return await TryReceiveAsync(message, name, customer, shut, cancellationToken).ConfigureAwait(false)
                ?? await TryReceiveAsync(message, name, customer, [EvidenceBook.Partition, .. shut], cancellationToken).ConfigureAwait(false)
                ?? throw new StoreConflictException("The customer changed between two looks.");
        });
    }

    /// <returns>Null when the figures of the tenant change and were not named.</returns>
    private async ValueTask<Conversation?> TryReceiveAsync(InboundMessage message, string name, CustomerId customer, PartitionKey[] others, CancellationToken cancellationToken)
    {
        await using var unit = await CustomerUnit.OpenAsync(instance, customer, others, null, cancellationToken).ConfigureAwait(false);
        var now = instance.Now;
        var (state, version) = await OpenAsync(unit, message, name, cancellationToken).ConfigureAwait(false);
        var touchpoint = new Touchpoint
        {
            Source = message.Source,
            Id = message.Id,
            Type = TouchpointType.MessageReceived,
            Customer = customer,
            At = message.At,
            Channel = message.Channel,
            Data = new Dictionary<string, string> { ["text"] = message.Text, ["conversation"] = state.Id.Value },
        };
        var body = new TimelineBody { Touchpoint = touchpoint, Channel = message.Channel };
        if (!await unit.AppendAsync(message.Source, message.Id, TimelineTypes.Of(touchpoint), message.At.ToUniversalTime(), now, body, cancellationToken).ConfigureAwait(false))
        {
            return ConversationRows.View(state, unit.Partition);
        }

        var before = unit.State;
        unit.State = instance.Fold.Apply(before, touchpoint);
        if (EvidenceBook.IsMovedBy(before, unit.State))
        {
            if (!others.Contains(EvidenceBook.Partition))
            {
                return null;
            }

            await EvidenceBook.MoveAsync(unit.Work, before, unit.State, cancellationToken).ConfigureAwait(false);
        }

        await StageNotes.WriteAsync(instance, unit.Work, unit.Partition, before, unit.State, cancellationToken).ConfigureAwait(false);
        await StopAsync(unit, message, customer, now, cancellationToken).ConfigureAwait(false);
        var next = state.Receive(message.Text, message.At.ToUniversalTime(), now + instance.Options.ResponseDeadline);
        await ConversationRows.PutAsync(unit.Work, unit.Partition, next, version, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return ConversationRows.View(next, unit.Partition);
    }

    private string AddressOf(InboundMessage message) => instance.Accounts.Check(new ContactPoint { Channel = message.Channel, Address = message.Address }).Normalized ?? message.Address;

    /// <summary>STOP shuts the address for the person at once, START opens what STOP has shut.</summary>
    private async ValueTask StopAsync(CustomerUnit unit, InboundMessage message, CustomerId customer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var address = AddressOf(message);
        if (message.IsObeyed)
        {
            return;
        }

        if (StopWords.IsStop(message.Channel, message.Text))
        {
            var entry = new SuppressionEntry { Channel = message.Channel, Address = address, Customer = customer, Cause = SuppressionCause.Stop, At = message.At, By = message.Source };
            await SuppressionCommands.AddAsync(unit, entry, now, cancellationToken).ConfigureAwait(false);
        }
        else if (StopWords.IsStart(message.Text) && unit.State.Suppressions.Any(held => held.Channel == message.Channel && held.Address == address && held.Cause == SuppressionCause.Stop.Name))
        {
            await SuppressionCommands.LiftAsync(unit, message.Channel, address, message.Source, "the person wrote START", now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The open conversation of the address; a new one where there is none, or the last one was closed.</summary>
    private async ValueTask<(ConversationState State, long Version)> OpenAsync(CustomerUnit unit, InboundMessage message, string name, CancellationToken cancellationToken)
    {
        var known = await unit.Work.FindAsync(LookupKind.Conversation, name, instance.Now, cancellationToken).ConfigureAwait(false);
        if (known is not null && known.Partition != unit.Partition)
        {
            throw new StoreConflictException("Another customer's conversation began at this address meanwhile.");
        }

        var row = known is null ? null : await unit.Work.GetAsync(unit.Partition, ConversationRows.KeyOf(new ConversationId(Encoding.UTF8.GetString(known.Body.Span))), cancellationToken).ConfigureAwait(false);
        if (ConversationRows.Read(row) is { ClosedAt: null } open)
        {
            return (open, row!.Version);
        }

        var begun = new ConversationState { Id = new ConversationId(instance.Chance.Name(instance.Now)), Channel = message.Channel, Address = message.Address, OpenedAt = message.At.ToUniversalTime() };
        await unit.Work.RemoveLookupAsync(LookupKind.Conversation, name, cancellationToken).ConfigureAwait(false);
        await unit.Work.AddLookupAsync(new LookupRow { Kind = LookupKind.Conversation, Key = name, Partition = unit.Partition, Body = Encoding.UTF8.GetBytes(begun.Id.Value) }, instance.Now, cancellationToken).ConfigureAwait(false);
        return (begun, 0);
    }
}
