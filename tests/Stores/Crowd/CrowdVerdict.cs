using System.Globalization;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>What became of the crowd's messages: what the witnesses got of each, held against its promise and against what the log says was in doubt. Nothing but doubt excuses a second copy, or none.</summary>
internal sealed class CrowdVerdict
{
    private const string InDoubt = "attempt.unknown";

    private readonly CrowdOfProcesses _crowd;
    private readonly Dictionary<DeliveryId, int> _doubts;

    private CrowdVerdict(CrowdOfProcesses crowd, IReadOnlyList<TimelineEntry> doubts)
    {
        _crowd = crowd;
        _doubts = doubts.GroupBy(one => one.Delivery!.Value).ToDictionary(same => same.Key, same => same.Count());
        Doubts = doubts.Count;
        MostDoubtsOfAKill = doubts.GroupBy(one => crowd.KilledDispatchers.FindIndex(killed => killed >= one.BegunAt)).Max(same => (int?)same.Count()) ?? 0;
    }

    /// <summary>Every message that broke its promise.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>How many were promised at most once.</summary>
    public int AtMostOnce { get; private set; }

    /// <summary>How many of those nobody got.</summary>
    public int NeverCame { get; private set; }

    /// <summary>How many copies came beyond the first.</summary>
    public int Again { get; private set; }

    public int Repeated { get; private set; }

    /// <summary>How many attempts ended in doubt.</summary>
    public int Doubts { get; }

    /// <summary>How many of them had begun before one dispatcher was killed, and after the one before.</summary>
    public int MostDoubtsOfAKill { get; }

    public static async Task<CrowdVerdict> ReadAsync(OmniChannelRuntime runtime, CrowdOfProcesses crowd, CrowdWitness witness, IReadOnlyDictionary<int, int> mailed, CancellationToken cancellationToken)
    {
        var doubts = new List<TimelineEntry>();
        foreach (var customer in crowd.Answered.Keys.Select(number => new CrowdMessage(number).Customer).Distinct())
        {
            await foreach (var entry in runtime.ReadTimelineAsync(customer, cancellationToken))
            {
                if (entry.Type == InDoubt)
                {
                    doubts.Add(entry);
                }
            }
        }

        var verdict = new CrowdVerdict(crowd, doubts) { Repeated = witness.Repeated };
        foreach (var (number, delivery) in crowd.Answered.OrderBy(one => one.Key))
        {
            var message = new CrowdMessage(number);
            var copies = message.Channel == Channel.Email ? mailed.GetValueOrDefault(number) : witness.CopiesOf(number);
            verdict.Judge(message, delivery, copies, witness.RepeatedOf(number), (await runtime.FindDeliveryAsync(delivery, cancellationToken))?.Status);
        }

        return verdict;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_crowd.Kills} kills, {_crowd.KilledDispatchers.Count} of dispatchers; {_crowd.Answered.Count} messages; {Doubts} attempts in doubt, at most {MostDoubtsOfAKill} by one kill; of {AtMostOnce} at most once {NeverCame} never came; again: {Again}, by key {Repeated}; left in time: {_crowd.LeftInTime.Count}");

    private void Judge(CrowdMessage message, DeliveryId delivery, int copies, int repeated, DeliveryStatus? status)
    {
        var doubts = _doubts.GetValueOrDefault(delivery);
        AtMostOnce += message.Guarantee == SendGuarantee.AtMostOnce ? 1 : 0;
        NeverCame += message.Guarantee == SendGuarantee.AtMostOnce && copies == 0 ? 1 : 0;
        Again += int.Max(copies - 1, 0);
        if (!IsAsPromised(message, copies, repeated, doubts, status))
        {
            Wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{message.Kind} {message.Number}: {copies} copies, {repeated} repeated, {doubts} times in doubt, {status}"));
        }
    }

    private bool IsAsPromised(CrowdMessage message, int copies, int repeated, int doubts, DeliveryStatus? status) => message.Kind switch
    {
        CrowdKind.Keyed => copies == 1 && repeated <= doubts && status == DeliveryStatus.Accepted,
        CrowdKind.Once or CrowdKind.MailedOnce => (copies == 1 && doubts == 0 && status == DeliveryStatus.Accepted) || (copies <= 1 && doubts == 1 && status == DeliveryStatus.Unknown),
        CrowdKind.AtLeastOnce or CrowdKind.MailedAtLeastOnce => copies >= 1 && copies - 1 <= doubts && status == DeliveryStatus.Accepted,
        CrowdKind.RolledBack => copies == 0 && status is null,
        _ => copies == 0 ? status == DeliveryStatus.Skipped : !_crowd.LeftInTime.Contains(message.Number) && copies - 1 <= doubts,
    };
}
