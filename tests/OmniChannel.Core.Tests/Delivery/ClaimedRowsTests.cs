using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Delivery;

public sealed class ClaimedRowsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What comes before a row of the same customer changes what was seen with it: it would be in vain, and spoil the unit of all who share it.</summary>
    [Fact]
    public async Task Add_SeveralOfOneCustomer_OnlyTheFirstKeepsWhatWasSeen()
    {
        var (lanes, rows, done) = (new Lanes(8), new ClaimedRows(8), new TaskCompletionSource());
        lanes.Add(Of("busy"), false, () => done.Task);

        rows.Add(SchedulePriority.Usual, [Seen("anna", 1), Seen("anna", 2), Seen("ben", 3), Seen("busy", 4), Seen("cid", 5) with { Outbox = null }], 5, Noon, 17, lanes);

        Assert.Equal(["anna 1 17", "anna 2 -", "ben 3 17", "busy 4 -", "cid 5 -"], Taken(rows, lanes));
        rows.Add(SchedulePriority.Urgent, [Seen("anna", 6)], 1, Noon, 18, lanes);
        Assert.Equal(["anna 6 18"], Taken(rows, lanes));
        done.SetResult();
        await lanes.AllDone;
    }

    [Fact]
    public void TakeSight_SecondTime_IsNull()
    {
        var row = new ClaimedRow(Seen("anna", 1).Claim, Noon, new ClaimSight(Seen("anna", 1).Outbox!, null, 17));

        Assert.NotNull(row.TakeSight());
        Assert.Null(row.TakeSight());
    }

    private static List<string> Taken(ClaimedRows rows, Lanes lanes)
    {
        var taken = new List<string>();
        while (rows.TryTake(lanes, out var row, out _))
        {
            taken.Add($"{row.Claim.Partition.Key} {row.Claim.Key} {row.TakeSight()?.At.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}");
        }

        return taken;
    }

    private static PartitionKey Of(string customer) => PartitionKey.Of(new CustomerId(customer));

    private static SeenClaim Seen(string customer, int number)
    {
        var (partition, key) = (Of(customer), $"{number}");
        return new SeenClaim(
            new ScheduleClaim { Partition = partition, Kind = "dispatch", Key = key, Due = Noon, Fence = number },
            new OutboxRow { Delivery = new DeliveryId(key), Partition = partition, State = OutboxState.Queued, Fence = 0, Attempts = 0, CreatedAt = Noon, Body = default },
            null);
    }
}
