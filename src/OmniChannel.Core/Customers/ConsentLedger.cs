namespace OmniChannel;

/// <summary>Reads the consent records of a customer: the newest for a purpose and channel holds, and of two at the same instant the one that allows less.</summary>
internal static class ConsentLedger
{
    public static ConsentRecord? Effective(IReadOnlyList<ConsentRecord> records, Purpose purpose, Channel channel)
    {
        ConsentRecord? holds = null;
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if (record.Purpose == purpose && record.Channel == channel && (holds is null || InOrder(holds, record) < 0))
            {
                holds = record;
            }
        }

        return holds;
    }

    /// <summary>A total order, so that it does not matter in which order records arrive: by time, and at one instant a no, a contract, an earlier end last.</summary>
    public static int InOrder(ConsentRecord left, ConsentRecord right)
    {
        var order = left.At.CompareTo(right.At);
        order = order != 0 ? order : right.Granted.CompareTo(left.Granted);
        order = order != 0 ? order : left.Basis.CompareTo(right.Basis);
        order = order != 0 ? order : (right.Until ?? DateTimeOffset.MaxValue).CompareTo(left.Until ?? DateTimeOffset.MaxValue);
        order = order != 0 ? order : string.CompareOrdinal(left.Purpose.Name, right.Purpose.Name);
        order = order != 0 ? order : string.CompareOrdinal(left.Channel.Name, right.Channel.Name);
        order = order != 0 ? order : string.CompareOrdinal(left.Source, right.Source);
        return order != 0 ? order : string.CompareOrdinal(left.Wording, right.Wording);
    }
}
