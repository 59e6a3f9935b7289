using System.Globalization;

namespace OmniChannel;

/// <summary>What a dry run came to.</summary>
public sealed record DryRunReport
{
    /// <summary>How many decisions were made: one for each message asked for, one more each time a delivery was judged at the moment of sending.</summary>
    public required long Decisions { get; init; }

    /// <summary>What the requests to send came to, by the result and its reason: "queued", "deferred", "skipped: cap", "refused: Expired".</summary>
    public required IReadOnlyDictionary<string, long> Requests { get; init; }

    /// <summary>What would have been handed to providers, by campaign, channel and outcome.</summary>
    public required IReadOnlyList<DryRunCount> Attempts { get; init; }

    /// <summary>The report as text: the same for the same run.</summary>
    public override string ToString() => string.Join(
        '\n',
        [
            string.Create(CultureInfo.InvariantCulture, $"{Decisions} decisions"),
            .. Requests.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}: {one.Value}")),
            .. Attempts.Select(one => one.ToString()),
        ]);
}
