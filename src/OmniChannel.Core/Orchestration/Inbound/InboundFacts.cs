using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Records one fact that a provider tells us, where facts of its kind belong: receipts with their delivery, words with their conversation, opt-outs with their address.</summary>
internal sealed class InboundFacts(Instance instance, ReceiptRecorder receipts, Recorder recorder, ConversationInbox inbox, SuppressionCommands suppressions, Func<Identifier, CancellationToken, ValueTask<CustomerId?>> find)
{
    private const int MaxId = 200;
    private const int MaxText = 4_000;
    private const int MaxAddress = 400;

    /// <summary>So long may the provider be faster than our own note of its answer.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public ValueTask<Taken> RecordAsync(Channel channel, string account, InboundFact fact, CancellationToken cancellationToken) => fact switch
    {
        InboundReceipt receipt => ReceiptAsync(channel, account, receipt, cancellationToken),
        InboundText text => TextAsync(channel, account, text, cancellationToken),
        InboundOptOut optOut => OptOutAsync(channel, account, optOut, cancellationToken),
        InboundActivity activity => ActivityAsync(channel, account, activity, cancellationToken),
        _ => throw new ArgumentException($"{fact?.GetType().Name ?? "null"} is no fact that can be recorded.", nameof(fact)),
    };

    private async ValueTask<Taken> ReceiptAsync(Channel channel, string account, InboundReceipt fact, CancellationToken cancellationToken)
    {
        if (fact.EverythingTo is { } address)
        {
            return await EverythingAsync(channel, account, Normal(channel, address), fact, cancellationToken).ConfigureAwait(false);
        }

        var delivery = fact.Delivery
            ?? (fact.ProviderMessageId is { } id ? await Correspondence.FindDeliveryAsync(instance, channel, account, id, cancellationToken).ConfigureAwait(false) : null);
        if (delivery is not { } known || known == default)
        {
            return new Taken { CameTooSoon = fact.ProviderMessageId is not null && (instance.Now - fact.At).Duration() < Soon };
        }

        var receipt = new Receipt { Source = SourceOf(channel, account), Id = IdOf(fact), Delivery = known, Kind = fact.Kind, At = AtOf(fact), ByMachine = fact.ByMachine };
        return new Taken { IsKnown = await receipts.RecordAsync(receipt, null, cancellationToken).ConfigureAwait(false) is RecordResult.Recorded or RecordResult.Duplicate };
    }

    /// <summary>Each of the deliveries that are meant once, however often the provider says the like with a later instant.</summary>
    private async ValueTask<Taken> EverythingAsync(Channel channel, string account, string address, InboundReceipt fact, CancellationToken cancellationToken)
    {
        var isKnown = false;
        foreach (var delivery in await EverythingUntil.FindAsync(instance, channel, account, address, fact, cancellationToken).ConfigureAwait(false))
        {
            var receipt = new Receipt { Source = SourceOf(channel, account), Id = $"{delivery.Value}/{fact.Kind}", Delivery = delivery, Kind = fact.Kind, At = AtOf(fact), ByMachine = fact.ByMachine };
            isKnown |= await receipts.RecordAsync(receipt, null, cancellationToken).ConfigureAwait(false) is RecordResult.Recorded or RecordResult.Duplicate;
        }

        return new Taken { IsKnown = isKnown };
    }

    private async ValueTask<Taken> TextAsync(Channel channel, string account, InboundText fact, CancellationToken cancellationToken)
    {
        var address = Normal(channel, fact.From);
        var customer = await WhoAsync(channel, account, address, fact.InReplyTo, cancellationToken).ConfigureAwait(false);
        var hasSender = OptOutScopes.Of(instance.Accounts.Find(channel, account)) is not null;
        if ((customer is null || hasSender) && StopWords.IsStop(channel, fact.Text))
        {
            // A stop of somebody we cannot name must still stop what goes to that address; one to a sender stops that sender, whoever writes.
            await ShutAsync(channel, account, address, fact, cancellationToken).ConfigureAwait(false);
        }
        else if (StopWords.IsStart(fact.Text))
        {
            await OpenAsync(channel, account, address, "the person wrote START", cancellationToken).ConfigureAwait(false);
        }

        var text = string.IsNullOrWhiteSpace(fact.Text) ? "[no text]" : fact.Text.Length > MaxText ? Cut(fact.Text) : fact.Text;
        var message = new InboundMessage { Source = SourceOf(channel, account), Id = IdOf(fact), Channel = channel, Address = address, Customer = customer, Text = text, At = AtOf(fact), IsObeyed = hasSender };
        return new Taken { IsKnown = true, Conversation = await inbox.ReceiveAsync(message, cancellationToken).ConfigureAwait(false) };
    }

    private async ValueTask<Taken> OptOutAsync(Channel channel, string account, InboundOptOut fact, CancellationToken cancellationToken)
    {
        var address = Normal(channel, fact.Address);
        if (fact.IsLifted)
        {
            await OpenAsync(channel, account, address, "the provider says that the person wants to hear from us again", cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await ShutAsync(channel, account, address, fact, cancellationToken).ConfigureAwait(false);
        }

        return new Taken { IsKnown = true };
    }

    private async ValueTask<Taken> ActivityAsync(Channel channel, string account, InboundActivity fact, CancellationToken cancellationToken)
    {
        var touchpoint = new Touchpoint { Source = SourceOf(channel, account), Id = IdOf(fact), Type = fact.Type, Customer = default, Identifiers = [fact.Who], At = AtOf(fact), Channel = channel, Data = fact.Data };
        return new Taken { IsKnown = await recorder.RecordAsync(touchpoint, null, cancellationToken).ConfigureAwait(false) is RecordResult.Recorded or RecordResult.Duplicate };
    }

    /// <summary>Whose message it answers, whom the address proves to be, or who was written to there; null for somebody new. A conversation that is open at the address outranks all of them.</summary>
    private async ValueTask<CustomerId?> WhoAsync(Channel channel, string account, string address, string? inReplyTo, CancellationToken cancellationToken) =>
        (inReplyTo is null ? null : await Correspondence.FindByMessageAsync(instance, channel, account, inReplyTo, cancellationToken).ConfigureAwait(false))
        ?? (ProofOf(channel, address) is { } proof ? await find(proof, cancellationToken).ConfigureAwait(false) : null)
        ?? await Correspondence.FindByAddressAsync(instance, channel, address, cancellationToken).ConfigureAwait(false);

    private Identifier? ProofOf(Channel channel, string address) => instance.Channels.Find(channel)?.Capabilities.Address switch
    {
        AddressKind.Phone => Identifier.VerifiedPhone(address),
        AddressKind.Email => Identifier.VerifiedEmail(address),
        _ => null,
    };

    private async ValueTask ShutAsync(Channel channel, string account, string address, InboundFact fact, CancellationToken cancellationToken)
    {
        var adapter = instance.Accounts.Find(channel, account);
        foreach (var one in OptOutScopes.ChannelsOf(instance, channel, adapter))
        {
            var entry = new SuppressionEntry { Channel = one, Address = address, Scope = OptOutScopes.Of(adapter), Cause = SuppressionCause.Stop, At = AtOf(fact), By = SourceOf(channel, account) };
            await suppressions.AddAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens what an opt-out had shut, for whoever has the address and for the person, but nothing that was said to another sender; nothing that a bounce or a complaint did.</summary>
    private async ValueTask OpenAsync(Channel channel, string account, string address, string why, CancellationToken cancellationToken)
    {
        var adapter = instance.Accounts.Find(channel, account);
        foreach (var one in OptOutScopes.ChannelsOf(instance, channel, adapter))
        {
            var row = SuppressionBook.Read(await instance.Store.ReadStateAsync(instance.Tenant, SuppressionBook.PartitionOf(one, address), SuppressionBook.Key, cancellationToken).ConfigureAwait(false));
            foreach (var hold in row?.Holds.Where(hold => hold.Holds && hold.Cause == SuppressionCause.Stop && (hold.Scope is null || hold.Scope == OptOutScopes.Of(adapter))) ?? [])
            {
                await suppressions.LiftAsync(one, address, hold.Customer, hold.Scope, SourceOf(channel, account), why, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private string Normal(Channel channel, string address)
    {
        var normal = suppressions.Normal(channel, address);
        return normal.Length is > 0 and <= MaxAddress ? normal : Hashed(address);
    }

    private static string SourceOf(Channel channel, string account) => $"/inbound/{channel}/{(account.Length <= 100 ? account : Hashed(account))}";

    private static string IdOf(InboundFact fact) => fact.Id is { Length: > 0 and <= MaxId } id && !id.Any(char.IsControl) ? id : Hashed(fact.Id);

    private DateTimeOffset AtOf(InboundFact fact) => fact.At < instance.Now ? fact.At : instance.Now;

    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];

    private static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What became of a fact.</summary>
    internal readonly record struct Taken
    {
        public bool IsKnown { get; init; }

        /// <summary>It speaks of a message that may be ours, before our own note of it is there.</summary>
        public bool CameTooSoon { get; init; }

        public Conversation? Conversation { get; init; }
    }
}
