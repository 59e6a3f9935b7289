namespace OmniChannel;

/// <summary>Records many touchpoints in few transactions: batches of events, and files of them. Safe for many threads.</summary>
public sealed class Touchpoints
{
    private readonly Instance instance;
    private readonly BatchRecorder recorder;
    private readonly Action requireStarted;

    internal Touchpoints(Instance instance, BatchRecorder recorder, Action requireStarted)
    {
        this.instance = instance;
        this.recorder = recorder;
        this.requireStarted = requireStarted;
    }

    /// <summary>Records touchpoints of any customers, in any order: those of up to two hundred customers in one transaction, each customer's in the order given.</summary>
    /// <param name="touchpoints">What happened. One that carries identifiers finds its customer first, in a transaction of its own.</param>
    /// <param name="options">The host's own transaction; null for none.</param>
    /// <param name="cancellationToken">Cancels between two transactions, or before a commit. What was recorded by then stays, and is not recorded again.</param>
    /// <returns>What became of each, in the order given; <see cref="RecordResult.Overloaded"/> for all of them where too much is under way, and nothing was recorded then.</returns>
    /// <exception cref="ArgumentException">A touchpoint breaks a limit; nothing was recorded then.</exception>
    public async ValueTask<IReadOnlyList<RecordResult>> RecordAsync(IReadOnlyList<Touchpoint> touchpoints, RecordOptions? options = null, CancellationToken cancellationToken = default)
    {
        requireStarted();
        ArgumentNullException.ThrowIfNull(touchpoints);
        foreach (var touchpoint in touchpoints)
        {
            RecordChecks.Check(touchpoint, instance.Now);
        }

        return await AdmitAsync(touchpoints, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records a batch of events, in few transactions. One that is no touchpoint does not lose the others.</summary>
    /// <param name="batch">As <see cref="CloudEventJson.ReadBatch"/> read it.</param>
    /// <param name="events">What the types of events mean; null for <see cref="TouchpointEvents.Default"/>.</param>
    /// <param name="options">The host's own transaction; null for none.</param>
    /// <param name="cancellationToken">Cancels between two transactions, or before a commit.</param>
    /// <returns>What became of each event, in the order of the batch. Where the batch itself breaks off, <see cref="CloudEventBatch.Problem"/> says so.</returns>
    public async ValueTask<IReadOnlyList<EventOutcome>> RecordAsync(CloudEventBatch batch, TouchpointEvents? events = null, RecordOptions? options = null, CancellationToken cancellationToken = default)
    {
        requireStarted();
        ArgumentNullException.ThrowIfNull(batch);
        var outcomes = new EventOutcome[batch.Events.Count];
        var (places, touchpoints) = (new List<int>(), new List<Touchpoint>());
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (EventTouchpoint.Read(batch.Events[i], i, events ?? TouchpointEvents.Default, instance.Now, out var problems) is { } touchpoint)
            {
                places.Add(i);
                touchpoints.Add(touchpoint);
            }
            else
            {
                outcomes[i] = new EventOutcome { Problems = problems };
            }
        }

        var results = await AdmitAsync(touchpoints, options, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < results.Count; i++)
        {
            outcomes[places[i]] = new EventOutcome { Result = results[i] };
        }

        return outcomes;
    }

    /// <summary>Imports a file of events, one on each line (NDJSON), in structured JSON. It is read as a stream, and can be repeated: what was recorded is not recorded again.</summary>
    /// <param name="lines">The file; left open.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after every window what is committed; null for nobody.</param>
    /// <param name="cancellationToken">Cancels between two transactions, or before a commit. What was recorded by then stays.</param>
    public ValueTask<ImportReport> ImportAsync(Stream lines, ImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        requireStarted();
        ArgumentNullException.ThrowIfNull(lines);
        var chosen = options ?? new ImportOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(chosen.SkipLines, "options.SkipLines");
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.Window, 1, "options.Window");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chosen.Window, 200_000, "options.Window");
        chosen.Limits.Checked();
        return new Importer(instance, recorder, chosen, progress).RunAsync(lines, cancellationToken);
    }

    private ValueTask<IReadOnlyList<RecordResult>> AdmitAsync(IReadOnlyList<Touchpoint> touchpoints, RecordOptions? options, CancellationToken cancellationToken) => instance.Admission.DoAsync<IReadOnlyList<RecordResult>>(
        options?.Transaction is not null,
        () => recorder.RecordAsync(touchpoints, options, cancellationToken),
        () => [.. Enumerable.Repeat(RecordResult.Overloaded, touchpoints.Count)]);
}
