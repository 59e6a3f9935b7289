using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Codes that are printed and public: thousands scan one, and each scan begins a session of its own, within a place, a time and a quantity. Safe for many threads.</summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.PrintedCodes"/>. A scan is a touchpoint of a new, anonymous visitor; signing in later makes the visitor known, as ever.</remarks>
public sealed class PrintedCodes
{
    private const string CodeKey = "code";
    private const string ScansKey = "scans";
    private readonly Instance instance;
    private readonly Action started;

    internal PrintedCodes(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
    }

    /// <summary>Publishes a code, or changes the bounds of one that was published; scans are counted on.</summary>
    /// <exception cref="ArgumentException">More than 50 items or places, a quantity below none, or an end that does not follow the beginning.</exception>
    public async ValueTask PublishAsync(PrintedCode code, CancellationToken cancellationToken = default)
    {
        Check(code);
        started();
        await StoreConflicts.RetryAsync(null, async () =>
        {
            var partition = PartitionOf(code.Id);
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            var row = await work.GetAsync(partition, CodeKey, cancellationToken).ConfigureAwait(false);
            var version = await work.PutAsync(partition, CodeKey, row?.Version ?? 0, StoredJson.Write(code, StoredJson.Default.PrintedCode), cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return version;
        }).ConfigureAwait(false);
    }

    /// <summary>How often a code began a session.</summary>
    public async ValueTask<long> CountAsync(CodeId code, CancellationToken cancellationToken = default)
    {
        started();
        return ScansOf(await instance.Store.ReadStateAsync(instance.Tenant, PartitionOf(code), ScansKey, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A device scanned a code: begins a session of its own.</summary>
    /// <param name="code">What was scanned.</param>
    /// <param name="place">Where, in the words of <see cref="PrintedCode.Places"/>; null for unknown.</param>
    /// <param name="device">The device in hand.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public async ValueTask<ScanResult> ScanAsync(CodeId code, string? place = null, DeviceKind device = DeviceKind.Unknown, CancellationToken cancellationToken = default)
    {
        started();
        var partition = PartitionOf(code);

        // Who comes too late is answered without a transaction, so that a crowd does not hold up those who come in time.
        var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [new(partition, CodeKey), new(partition, ScansKey)], cancellationToken).ConfigureAwait(false);
        if (Published(rows[0]) is not { } seen)
        {
            return Refused(ScanRefusal.NotFound);
        }

        return seen.WhyNot(place, ScansOf(rows[1]), instance.Now) is { } why
            ? Refused(why)
            : await StoreConflicts.RetryAsync(null, () => TryScanAsync(partition, place, device, cancellationToken)).ConfigureAwait(false);
    }

    private async ValueTask<ScanResult> TryScanAsync(PartitionKey partition, string? place, DeviceKind device, CancellationToken cancellationToken)
    {
        var now = instance.Now;
        var visitor = new CustomerId(instance.Chance.Name(now));
        await using var unit = await CustomerUnit.OpenAsync(instance, visitor, [partition, EvidenceBook.Partition], null, cancellationToken).ConfigureAwait(false);
        var code = Published(await unit.Work.GetAsync(partition, CodeKey, cancellationToken).ConfigureAwait(false))!;
        var counted = await unit.Work.GetAsync(partition, ScansKey, cancellationToken).ConfigureAwait(false);
        if (code.WhyNot(place, ScansOf(counted), now) is { } why)
        {
            return Refused(why);
        }

        var scans = new ScanCount { Scans = ScansOf(counted) + 1 };
        await unit.Work.PutAsync(partition, ScansKey, counted?.Version ?? 0, StoredJson.Write(scans, StoredJson.Default.ScanCount), cancellationToken).ConfigureAwait(false);
        var touchpoint = new Touchpoint { Source = $"omnichannel/code/{code.Id}", Id = visitor.Value, Type = TouchpointType.CodeScanned, Customer = visitor, At = now, Channel = code.Channel, Device = device, Data = place is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["place"] = place } };
        await unit.AppendAsync(touchpoint.Source, touchpoint.Id, TimelineTypes.Of(touchpoint), now, now, new TimelineBody { Touchpoint = touchpoint, Channel = code.Channel }, cancellationToken).ConfigureAwait(false);
        var before = unit.State;
        unit.State = instance.Fold.Apply(before, touchpoint);
        await StageNotes.WriteAsync(instance, unit.Work, unit.Partition, before, unit.State, cancellationToken).ConfigureAwait(false);
        await EvidenceBook.MoveAsync(unit.Work, before, unit.State, cancellationToken).ConfigureAwait(false);
        var handle = await new SessionRows(instance, unit.Work, unit.Partition).StartAsync(new SessionMove { Page = code.Page, Viewed = code.Items, Device = device }, code.Id, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new ScanResult.Started { Handle = handle, Code = code };
    }

    private static void Check(PrintedCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Id.Value is null)
        {
            throw new ArgumentException("default(CodeId) names nothing; pass what is printed.", nameof(code));
        }

        if (code.Items.Count > SessionState.MaxViewed || code.Places.Count > SessionState.MaxViewed)
        {
            throw new ArgumentException($"Found {code.Items.Count} items and {code.Places.Count} places; a code has at most {SessionState.MaxViewed} of each.", nameof(code));
        }

        if (code.MaxScans < 0 || code.Until <= code.From)
        {
            throw new ArgumentException("A code is scanned no fewer times than never, and ends after it begins.", nameof(code));
        }

        Sessions.Checked(new SessionMove { Page = code.Page });
    }

    private static ScanResult.Refused Refused(ScanRefusal because) => new() { Because = because };

    private static PartitionKey PartitionOf(CodeId code) => new(PartitionKind.Code, code.Value);

    private static PrintedCode? Published(StateRow? row) => row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.PrintedCode);

    private static long ScansOf(StateRow? row) => row is null ? 0 : StoredJson.Read(row.Body, StoredJson.Default.ScanCount).Scans;
}

/// <summary>How often a code began a session. Version 1.</summary>
internal sealed record ScanCount
{
    public required long Scans { get; init; }
}
