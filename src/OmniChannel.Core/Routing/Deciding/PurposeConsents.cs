namespace OmniChannel;

/// <summary>What a customer allows for one purpose on every channel of a roster. Immutable.</summary>
internal sealed class PurposeConsents
{
    private readonly long[]? _until;

    private PurposeConsents(Purpose purpose, ConsentRecord?[] records)
    {
        Purpose = purpose;
        for (var c = 0; c < records.Length; c++)
        {
            if (records[c] is not { Granted: true } record || (record.Basis == ConsentBasis.Contract && purpose == Purpose.Marketing))
            {
                continue;
            }

            Allowed |= 1UL << c;
            if (record.Until is { } until)
            {
                Ending |= 1UL << c;
                (_until ??= new long[records.Length])[c] = until.UtcTicks;
            }
        }
    }

    public Purpose Purpose { get; }

    /// <summary>The channels on which it is allowed, be it not for ever.</summary>
    public ulong Allowed { get; }

    /// <summary>Those of them on which it ends by itself.</summary>
    public ulong Ending { get; }

    /// <summary>Of every purpose that the customer spoke of.</summary>
    public static PurposeConsents[] Of(ChannelRoster roster, IReadOnlyList<ConsentRecord> consents)
    {
        var byPurpose = new List<(Purpose Purpose, ConsentRecord?[] Records)>();
        for (var i = 0; i < consents.Count; i++)
        {
            var consent = consents[i];
            var c = roster.IndexOf(consent.Channel);
            if (c < 0)
            {
                continue;
            }

            var records = byPurpose.Find(one => one.Purpose == consent.Purpose).Records;
            if (records is null)
            {
                byPurpose.Add((consent.Purpose, records = new ConsentRecord?[roster.Count]));
            }

            records[c] = records[c] is { } holds && ConsentLedger.InOrder(holds, consent) >= 0 ? holds : consent;
        }

        return [.. byPurpose.Select(one => new PurposeConsents(one.Purpose, one.Records))];
    }

    /// <summary>When the consent of one of <see cref="Ending"/> ends, in ticks.</summary>
    public long UntilOn(int channel) => _until![channel];
}
