using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What went to an address, as it is stored in the address's partition. It names no customer. Version 1.</summary>
internal sealed record AddressContactsRow
{
    public required IReadOnlyList<AddressContact> Contacts { get; init; }
}

/// <summary>One message reserved or sent. Version 1.</summary>
internal sealed record AddressContact
{
    public required DeliveryId Delivery { get; init; }

    public required Purpose Purpose { get; init; }

    /// <inheritdoc cref="Contact.At"/>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The rows of addresses at which messages are counted, each in a partition named by the address's hash. Works on open units and never commits.</summary>
internal static class AddressContacts
{
    public const string Key = "contacts";

    public static IReadOnlyList<AddressContact> Read(StateRow? row) => row is null ? [] : StoredJson.Read(row.Body, StoredJson.Default.AddressContactsRow).Contacts;

    /// <summary>A message is counted, or its instant moves.</summary>
    public static async ValueTask PutAsync(IUnitOfWork work, PartitionKey partition, AddressContact contact, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        await WriteAsync(work, partition, row, [.. Read(row).Where(one => one.Delivery != contact.Delivery && !IsOver(one, now)), contact], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A message that reached nobody is counted no more.</summary>
    public static async ValueTask RemoveAsync(IUnitOfWork work, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        if (await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false) is { } row)
        {
            await WriteAsync(work, partition, row, [.. Read(row).Where(one => one.Delivery != delivery)], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets what is over.</summary>
    public static async ValueTask PurgeAsync(IUnitOfWork work, PartitionKey partition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false) is { } row)
        {
            await WriteAsync(work, partition, row, [.. Read(row).Where(one => !IsOver(one, now))], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether no cap can count it any more.</summary>
    public static bool IsOver(AddressContact contact, DateTimeOffset now) => contact.At <= now - CustomerFold.ContactsKept;

    private static async ValueTask WriteAsync(IUnitOfWork work, PartitionKey partition, StateRow? row, AddressContact[] contacts, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? body = contacts.Length == 0 ? (ReadOnlyMemory<byte>?)null : StoredJson.Write(new AddressContactsRow { Contacts = contacts }, StoredJson.Default.AddressContactsRow);
        await work.PutAsync(partition, Key, row?.Version ?? 0, body, cancellationToken).ConfigureAwait(false);
    }
}
