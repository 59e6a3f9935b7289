namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/touchpoints.md.</summary>
internal static class TouchpointSamples
{
    public static async Task ReadEventsAsync(OmniChannelRuntime runtime, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, Action<IReadOnlyList<CloudEventProblem>> Report, CancellationToken cancellationToken)
    {
        #region ReadEvents
        var batch = CloudEventJson.ReadBatch(body);
        foreach (var one in batch.Events)
        {
            if (!one.IsRead)
            {
                Report(one.Problems); // "3:14 [2].time BadValue: An instant by RFC 3339 was expected, …"
            }
            else if (TouchpointEvents.Default.Read(one.Event, receivedAt) is { IsRead: true, Touchpoint: var touchpoint })
            {
                await runtime.RecordAsync(touchpoint, cancellationToken: cancellationToken); // Recorded, Duplicate or Erased
            }
        }
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
