using System.Runtime.CompilerServices;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The addresses that are not used any more: hard bounces and dead tokens for whoever has them, complaints and STOP for the person. Safe for many threads.</summary>
/// <remarks>Whatever shuts an address does so at once: messages that are queued for it are skipped at the moment of sending. docs/receipts.md says what shuts what.</remarks>
public sealed class SuppressionList
{
    private const int Page = 500;
    private const int MaxProblems = 100;
    private readonly Instance instance;
    private readonly SuppressionCommands commands;
    private readonly Action started;

    internal SuppressionList(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
        commands = new SuppressionCommands(instance);
    }

    /// <summary>What is known against an address, what was lifted too.</summary>
    public async ValueTask<IReadOnlyList<SuppressionEntry>> FindAsync(Channel channel, string address, CancellationToken cancellationToken = default)
    {
        var partition = PartitionOf(channel, address);
        return EntriesOf(partition.Key, await instance.Store.ReadStateAsync(instance.Tenant, partition, SuppressionBook.Key, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Puts an address on the list. What had happened before it was lifted does not shut it again.</summary>
    /// <param name="entry">What and why; with a customer it holds for that customer only. <see cref="SuppressionEntry.LiftedAt"/> is not looked at.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>Whether the address is shut now; false too for a customer who was erased.</returns>
    /// <exception cref="ArgumentException">It has no address, or no cause, or is more than a day ahead of the clock.</exception>
    public async ValueTask<bool> AddAsync(SuppressionEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _ = PartitionOf(entry.Channel, entry.Address ?? "");
        return entry.Cause == default || entry.Customer == default(CustomerId) || entry.By.Length > 200 || entry.Scope is { Length: 0 or > 200 } || entry is { Scope: not null, Customer: not null } || entry.At > instance.Now + TimeSpan.FromDays(1)
            ? throw new ArgumentException("The entry has no cause, an empty customer, a sender beside a customer, a By or Scope of more than 200 characters, or lies more than a day ahead; state them, such as SuppressionCause.Manual.", nameof(entry))
            : await commands.AddAsync(entry with { Address = commands.Normal(entry.Channel, entry.Address!) }, cancellationToken).ConfigureAwait(false) ?? false;
    }

    /// <summary>Takes an address off the list. A later bounce or complaint puts it on again; what had happened by now does not, even when it is reported later.</summary>
    /// <param name="channel">On which channel.</param>
    /// <param name="address">The address, however it is written.</param>
    /// <param name="customer">For which customer; null for what holds for whoever has the address, every sender that was opted out of included.</param>
    /// <param name="by">Who lifts it: 1 to 200 characters.</param>
    /// <param name="because">Why: 1 to 400 characters, no personal data.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>Whether anything was lifted. A consent that a complaint revoked stays revoked.</returns>
    /// <exception cref="ArgumentException">Nobody lifts it, or for no reason.</exception>
    public ValueTask<bool> LiftAsync(Channel channel, string address, CustomerId? customer, string by, string because, CancellationToken cancellationToken = default)
    {
        _ = PartitionOf(channel, address);
        return by is not { Length: > 0 and <= 200 } || because is not { Length: > 0 and <= 400 } || customer == default(CustomerId)
            ? throw new ArgumentException("Say who lifts it (1 to 200 characters) and why (1 to 400): the audit keeps both.", nameof(by))
            : commands.LiftAllAsync(channel, commands.Normal(channel, address), customer, by, because, cancellationToken);
    }

    /// <summary>Reads the list page by page: what holds now.</summary>
    /// <param name="after">What <see cref="SuppressionPage.Next"/> said; null for the beginning.</param>
    /// <param name="limit">How many addresses to look at, 1 to 1,000: a page may hold fewer entries, as those that were lifted are passed over, or more, as several customers may have shut one address.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<SuppressionPage> ReadAsync(string? after = null, int limit = Page, CancellationToken cancellationToken = default)
    {
        started();
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaxRows);
        var partitions = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Address, after, limit, cancellationToken).ConfigureAwait(false);
        var rows = partitions.Count == 0 ? [] : await instance.Store.ReadStatesAsync(instance.Tenant, [.. partitions.Select(partition => new StateAddress(partition, SuppressionBook.Key))], cancellationToken).ConfigureAwait(false);
        return new SuppressionPage
        {
            Entries = [.. partitions.Zip(rows).SelectMany(one => EntriesOf(one.First.Key, one.Second)).Where(entry => entry.Holds)],
            Next = partitions.Count == limit ? partitions[^1].Key : null,
        };
    }

    /// <summary>What was done with an address, oldest first: who shut it, who lifted it and why.</summary>
    public async IAsyncEnumerable<SuppressionAudit> ReadHistoryAsync(Channel channel, string address, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partition = PartitionOf(channel, address);
        var after = 0L;
        while (true)
        {
            var rows = await instance.Store.ReadEventsAsync(instance.Tenant, partition, null, after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                yield return SuppressionBook.AuditOf(row);
                after = row.Sequence;
            }

            if (rows.Count < Page)
            {
                yield break;
            }
        }
    }

    /// <summary>Writes what holds now, page by page.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="format">CSV or JSON lines.</param>
    /// <param name="cancellationToken">Cancels; what was written by then is a whole number of pages.</param>
    /// <returns>How many entries were written.</returns>
    public async ValueTask<long> ExportAsync(Stream output, SuppressionFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = format == SuppressionFormat.Csv ? "\r\n" : "\n" };
        await using (writer.ConfigureAwait(false))
        {
            if (format == SuppressionFormat.Csv)
            {
                await writer.WriteLineAsync(string.Join(',', SuppressionText.Columns).AsMemory(), cancellationToken).ConfigureAwait(false);
            }

            var (count, next) = (0L, (string?)null);
            do
            {
                var page = await ReadAsync(next, Page, cancellationToken).ConfigureAwait(false);
                foreach (var entry in page.Entries)
                {
                    await writer.WriteLineAsync((format == SuppressionFormat.Csv ? SuppressionText.Csv(entry) : SuppressionText.Json(entry)).AsMemory(), cancellationToken).ConfigureAwait(false);
                }

                (count, next) = (count + page.Entries.Count, page.Next);
                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            while (next is not null);
            return count;
        }
    }

    /// <summary>Adds a list that was exported here or elsewhere, line by line; the same list again changes nothing. What was lifted since stays lifted, and an address that was forgotten with its owner is kept by its hash only.</summary>
    /// <param name="input">The list; read to its end and left open.</param>
    /// <param name="format">CSV with a header line of any of the columns (channel and address or hash at least), or JSON lines.</param>
    /// <param name="by">Who imports it, for lines that do not say: 1 to 200 characters.</param>
    /// <param name="cancellationToken">Cancels; what was added by then stays.</param>
    public async ValueTask<SuppressionImport> ImportAsync(Stream input, SuppressionFormat format, string by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(by);
        started();
        var (holding, lifted, erased, number, problems) = (0L, 0L, 0L, 0L, new List<(long, string)>());
        List<string>? header = null;
        using var reader = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            number++;
            var fields = format == SuppressionFormat.Csv ? SuppressionText.Fields(line) : null;
            if (line.Length == 0)
            {
                continue;
            }

            if (format == SuppressionFormat.Csv && header is null)
            {
                header = fields ?? [];
                continue;
            }

            var members = format == SuppressionFormat.JsonLines ? SuppressionText.Members(line)
                : fields is null || fields.Count != header!.Count ? null
                : header.Zip(fields).GroupBy(one => one.First, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last().Second, StringComparer.Ordinal);
            var (entry, problem) = members is null ? (null, "it is not a line of this format") : SuppressionText.Of(members, instance.Now, by);
            if (entry is null)
            {
                problems.AddRange(problems.Count < MaxProblems ? [(number, problem!)] : []);
                continue;
            }

            switch (await commands.AddAsync(entry with { Address = entry.Address is { } address ? commands.Normal(entry.Channel, address) : null }, cancellationToken).ConfigureAwait(false))
            {
                case null:
                    erased++;
                    break;
                case true:
                    holding++;
                    break;
                default:
                    lifted++;
                    break;
            }
        }

        return new SuppressionImport { Holding = holding, Lifted = lifted, Erased = erased, Problems = problems };
    }

    internal static IReadOnlyList<SuppressionEntry> EntriesOf(string hash, StateRow? row) => SuppressionBook.Read(row) is not { } known ? [] :
    [
        .. known.Holds.Select(hold => new SuppressionEntry
        {
            Channel = known.Channel,
            Address = known.Address,
            Hash = hash,
            Customer = hold.Customer,
            Scope = hold.Scope,
            Cause = hold.Cause,
            At = hold.At,
            By = hold.By,
            LiftedAt = hold.LiftedAt,
        }),
    ];

    private PartitionKey PartitionOf(Channel channel, string address)
    {
        started();
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        return channel == default
            ? throw new ArgumentException("The channel names nothing; pass Channel.Email or another.", nameof(channel))
            : SuppressionBook.PartitionOf(channel, commands.Normal(channel, address));
    }
}
