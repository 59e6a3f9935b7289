namespace OmniChannel;

/// <summary>Reads the consent records of a customer: the newest for a purpose and channel holds, and of two at the same instant the one that forbids.</summary>
internal static class ConsentLedger
{
    public static ConsentRecord? Effective(IReadOnlyList<ConsentRecord> records, Purpose purpose, Channel channel)
    {
        ConsentRecord? newest = null;
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if (record.Purpose == purpose && record.Channel == channel
                && (newest is null || record.At > newest.At || (record.At == newest.At && !record.Granted)))
            {
                newest = record;
            }
        }

        return newest;
    }
}
