namespace OmniChannel;

/// <summary>Everything known of a person: read as one document, or erased. Safe for many threads.</summary>
public sealed class PersonalData
{
    private readonly Instance instance;
    private readonly Eraser eraser;
    private readonly Exporter exporter;
    private readonly Action requireStarted;

    internal PersonalData(Instance instance, Action requireStarted)
    {
        this.instance = instance;
        this.requireStarted = requireStarted;
        eraser = new Eraser(instance);
        exporter = new Exporter(instance, ExportShapes.Default);
    }

    /// <summary>Writes everything known of a customer, and of those who are the same person, as one JSON document: profile, consents, state, timeline, deliveries with what was said, carts and whatever else is kept. docs/touchpoints.md has its shape.</summary>
    /// <param name="customer">Who. Somebody who was never seen, or was erased, gives a document without rows.</param>
    /// <param name="output">Where to; written as it is read, page by page, and left open.</param>
    /// <param name="cancellationToken">Cancels; what was written by then is no document.</param>
    /// <remarks>What is recorded meanwhile may be in it or not. Each page is one consistent look.</remarks>
    public ValueTask ExportAsync(CustomerId customer, Stream output, CancellationToken cancellationToken = default)
    {
        Require(customer);
        ArgumentNullException.ThrowIfNull(output);
        return exporter.ExportAsync(customer, output, cancellationToken);
    }

    /// <summary>Erases everything known of a customer and of those who are the same person: profile, consents, timeline, deliveries and what they say, carts, the names that lead to them. What waited to be sent is not sent. The figures of the tenant stay.</summary>
    /// <param name="customer">Who; somebody who was never seen can be erased ahead.</param>
    /// <param name="cancellationToken">Cancels before the commit. Deliveries that were cancelled by then stay so.</param>
    /// <remarks>
    /// What is left is a tombstone: the name the host gave the customer and the instant. By it, whatever is recorded or saved under that name later answers <see cref="RecordResult.Erased"/>.
    /// Nobody reads it through the store any more; <see cref="ScrubAsync"/> removes the copies that a store keeps beneath its rows. Copies outside the store (backups, logs of a database server) are the host's to purge.
    /// </remarks>
    public ValueTask<ErasureReport> EraseAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        Require(customer);
        return eraser.EraseAsync(customer, cancellationToken);
    }

    /// <summary>Removes a customer's tombstone, because the person came back and agreed: the name can be used again, and begins with nothing.</summary>
    /// <returns>False when the customer was not erased.</returns>
    public ValueTask<bool> ReadmitAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        Require(customer);
        return eraser.ReadmitAsync(customer, cancellationToken);
    }

    /// <summary>Removes what the store keeps beneath its rows of those that were erased: copies in free space and logs. Call it once after erasures, in a quiet hour: SQLite rewrites its file, and commands wait meanwhile.</summary>
    /// <returns>False when that is not in the store's hands, as with PostgreSQL: dead rows, logs and backups of a server are its administrator's to purge.</returns>
    /// <exception cref="Storage.StoreConflictException">Others use the store at the moment: try again later.</exception>
    public ValueTask<bool> ScrubAsync(CancellationToken cancellationToken = default)
    {
        requireStarted();
        return instance.Store.ScrubAsync(cancellationToken);
    }

    /// <summary>When a customer was erased; null for never.</summary>
    public async ValueTask<DateTimeOffset?> FindErasureAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        Require(customer);
        return (await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false)).ErasedAt;
    }

    private void Require(CustomerId customer)
    {
        if (customer == default)
        {
            throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", nameof(customer));
        }

        requireStarted();
    }
}
