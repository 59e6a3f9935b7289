using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Remembers for accounts that are listened to what the provider calls a message of ours, and whom an address belongs to that was written to: so that what comes back finds its customer.</summary>
internal static class Correspondence
{
    /// <summary>Receipts come within days, answers within weeks.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(45);

    /// <summary>Writes both names down, in the unit that records the acceptance. The first customer who was written to at an address has it until its time is over.</summary>
    public static ValueTask NoteAsync(CustomerUnit unit, Attempt attempt, AttemptOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) => outcome.Result == AttemptResult.Accepted
        ? NoteAsync(unit, attempt.Adapter, attempt.Outgoing.Delivery, attempt.Outgoing.Address, outcome.ProviderMessageId, now, cancellationToken)
        : ValueTask.CompletedTask;

    /// <summary>As above, of a delivery that an account has taken over.</summary>
    public static async ValueTask NoteAsync(CustomerUnit unit, IChannelAdapter? by, DeliveryId delivery, string address, string? providerMessageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (by is not IInboundAdapter)
        {
            return;
        }

        var body = Encoding.UTF8.GetBytes(delivery.Value);
        if (providerMessageId is { } id)
        {
            await AddAsync(unit, NameOfMessage(by.Channel, by.Account, id), body, now, cancellationToken).ConfigureAwait(false);
        }

        if (address.Length > 0)
        {
            await AddAsync(unit, NameOfAddress(by.Channel, address), body, now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The delivery that a provider calls so; null for none of ours.</summary>
    public static async ValueTask<DeliveryId?> FindDeliveryAsync(Instance instance, Channel channel, string account, string providerMessageId, CancellationToken cancellationToken) =>
        await FindAsync(instance, NameOfMessage(channel, account, providerMessageId), cancellationToken).ConfigureAwait(false) is { } row ? new DeliveryId(Encoding.UTF8.GetString(row.Body.Span)) : null;

    /// <summary>Whose message a provider calls so; null for none of ours.</summary>
    public static async ValueTask<CustomerId?> FindByMessageAsync(Instance instance, Channel channel, string account, string providerMessageId, CancellationToken cancellationToken) =>
        CustomerOf(await FindAsync(instance, NameOfMessage(channel, account, providerMessageId), cancellationToken).ConfigureAwait(false));

    /// <summary>Who was written to at an address; null for nobody lately.</summary>
    public static async ValueTask<CustomerId?> FindByAddressAsync(Instance instance, Channel channel, string address, CancellationToken cancellationToken) =>
        CustomerOf(await FindAsync(instance, NameOfAddress(channel, address), cancellationToken).ConfigureAwait(false));

    private static CustomerId? CustomerOf(LookupRow? row) => row is null ? null : new CustomerId(row.Partition.Key);

    private static ValueTask<LookupRow?> FindAsync(Instance instance, string name, CancellationToken cancellationToken) =>
        instance.Store.FindAsync(instance.Tenant, LookupKind.Correspondence, name, instance.Now, cancellationToken);

    private static async ValueTask AddAsync(CustomerUnit unit, string name, byte[] body, DateTimeOffset now, CancellationToken cancellationToken) =>
        await unit.Work.AddLookupAsync(new LookupRow { Kind = LookupKind.Correspondence, Key = name, Partition = unit.Partition, Body = body, ExpiresAt = now + Kept }, now, cancellationToken).ConfigureAwait(false);

    /// <summary>Hashed, as it may be long, and an address tells whose it is.</summary>
    private static string NameOfMessage(Channel channel, string account, string id) => Hashed($"message\n{channel}\n{account}\n{id}");

    private static string NameOfAddress(Channel channel, string address) => Hashed($"address\n{channel}\n{address}");

    private static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
