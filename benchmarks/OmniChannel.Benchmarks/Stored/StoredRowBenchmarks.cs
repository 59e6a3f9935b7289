using System.Globalization;
using BenchmarkDotNet.Attributes;
using OmniChannel.Delivery;

namespace OmniChannel.Benchmarks;

/// <summary>Reading the two rows that every delivery needs: by hand, beside the reader that System.Text.Json generates for them.</summary>
public class StoredRowBenchmarks
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private ReadOnlyMemory<byte> _row;

    /// <summary>Which row: a customer who was written to once, one with a past, a queued delivery.</summary>
    [Params("customer", "customer with a past", "delivery")]
    public string Row { get; set; } = "";

    /// <summary>Writes the row.</summary>
    [GlobalSetup]
    public void Prepare() => _row = Row == "delivery" ? StoredJson.Write(Delivery(), StoredJson.Default.OutboxContent) : StoredJson.Write(Customer(Row == "customer" ? 1 : 40), StoredJson.Default.CustomerState);

    /// <summary>As generated.</summary>
    [Benchmark(Baseline = true, Description = "generated")]
    public object Generated() => Row == "delivery" ? StoredJson.Read(_row, StoredJson.Default.OutboxContent) : StoredJson.Read(_row, StoredJson.Default.CustomerState);

    /// <summary>By hand.</summary>
    [Benchmark(Description = "by hand")]
    public object ByHand() => Row == "delivery" ? StoredJson.ReadOutbox(_row) : StoredJson.ReadCustomer(_row);

    private static CustomerState Customer(int contacts) => new()
    {
        Profile = new CustomerProfile
        {
            Id = new CustomerId("c000000001"),
            Name = "Anna",
            TimeZone = "Europe/Berlin",
            ContactPoints = [ContactPoint.Push("token-c000000001")],
            Consents = [ConsentRecord.Contract(Purpose.Transactional, Channel.Push, Noon.AddDays(-30), "order")],
        },
        IsKnown = true,
        ProfileSavedAt = Noon,
        SiteSeenAt = contacts > 1 ? Noon : null,
        Channels = contacts > 1 ? new Dictionary<Channel, ChannelHistory> { [Channel.Push] = new() { Deliveries = contacts, Engagements = 3, LastEngagedAt = Noon } } : new Dictionary<Channel, ChannelHistory>(),
        Contacts = [.. Enumerable.Range(0, contacts).Select(number => new Contact { Delivery = new DeliveryId(string.Create(CultureInfo.InvariantCulture, $"d-{number}")), Channel = Channel.Push, Purpose = Purpose.Transactional, At = Noon.AddHours(-number), Address = "token-c000000001" })],
    };

    private static OutboxContent Delivery() => new()
    {
        Customer = new CustomerId("c000000001"),
        Channel = Channel.Push,
        ExpiresAt = Noon.AddDays(7),
        NextAt = Noon,
        Guarantee = SendGuarantee.AtLeastOnce,
        Message = new Message { Campaign = new CampaignId("note"), Purpose = Purpose.Transactional, Data = new Dictionary<string, string> { ["parcel"] = "4711" }, ExpiresAt = Noon.AddDays(7) },
    };
}
