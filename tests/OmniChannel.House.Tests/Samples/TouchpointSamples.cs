namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/touchpoints.md.</summary>
internal static class TouchpointSamples
{
    public static async Task ReadEventsAsync(OmniChannelRuntime runtime, ReadOnlyMemory<byte> body, Action<RecordResult?, IReadOnlyList<CloudEventProblem>> Report, CancellationToken cancellationToken)
    {
        #region ReadEvents
        var batch = CloudEventJson.ReadBatch(body);
        foreach (var outcome in await runtime.Touchpoints.RecordAsync(batch, cancellationToken: cancellationToken))
        {
            Report(outcome.Result, outcome.Problems); // Recorded, Duplicate, Erased; or "3:14 [2].time BadValue: An instant by RFC 3339 was expected, …"
        }
        #endregion
    }

    public static async Task ImportAsync(OmniChannelRuntime runtime, string path, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        #region Import
        await using var file = File.OpenRead(path); // one event on each line
        var report = await runtime.Touchpoints.ImportAsync(file, progress: progress, cancellationToken: cancellationToken);
        #endregion
    }

    public static async Task PersonalDataAsync(OmniChannelRuntime runtime, Stream output, CancellationToken cancellationToken)
    {
        #region PersonalData
        await runtime.PersonalData.ExportAsync(new("anna"), output, cancellationToken);
        var report = await runtime.PersonalData.EraseAsync(new("anna"), cancellationToken);
        await runtime.PersonalData.ScrubAsync(cancellationToken); // once, in a quiet hour, after the day's erasures
        #endregion
    }
}
