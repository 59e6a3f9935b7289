using OmniChannel.Testing;

namespace OmniChannel.Tests.Testing;

public sealed class SituationGeneratorTests
{
    [Fact]
    public void Next_OfSplitMix64_IsThePublishedSequence()
    {
        var chance = new SeededChance(1234567);

        Assert.Equal(new ulong[] { 6457827717110365317, 3203168211198807973, 9817491932198370423 }, new[] { chance.Next(), chance.Next(), chance.Next() });
    }

    [Fact]
    public void Shuffled_OfAList_HoldsTheSameInEveryOrder()
    {
        var chance = new SeededChance(1);
        var orders = Enumerable.Range(0, 600).Select(_ => string.Concat(chance.Shuffled([1, 2, 3]))).GroupBy(order => order).ToList();

        Assert.Equal(6, orders.Count);
        Assert.All(orders, order => Assert.InRange(order.Count(), 60, 140));
    }

    [Fact]
    public void Take_OfTheSameSeed_IsDecidedTheSame()
    {
        var (one, same, other) = (Lines(9), Lines(9), Lines(10));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Take_OfMany_MeetsWhatIsHard()
    {
        var made = new SituationGenerator(1).Take(500).ToList();

        Assert.Contains(made, one => one.Customer.TimeZone is null && one.Customer.Country is null);
        Assert.Contains(made, one => one.Customer.TimeZone is null && one.Customer.Country == "US");
        Assert.Contains(made, one => one.Messages.Any(message => message.At > one.Now));
        Assert.Contains(made, one => one.Messages.Any(message => one.Now - message.At == TimeSpan.FromDays(1)));
        Assert.Contains(made, one => one.Messages.Any(message => one.Now - message.At == TimeSpan.FromDays(1) - TimeSpan.FromTicks(1)));
        Assert.Contains(made, one => one.Customer.ContactPoints.GroupBy(point => point.Channel).Any(ofOne => ofOne.Count() > 1 && one.Suppressed.Contains(ofOne.First()) && !one.Suppressed.Contains(ofOne.Last())));
        Assert.Contains(made, one => one.Customer.TimeZone is { } zone && TimeZoneInfo.FindSystemTimeZoneById(zone) is var of && of.GetUtcOffset(one.Now) != of.GetUtcOffset(one.Now.AddHours(12)));
        Assert.InRange(made.Count(one => one.Decide(DefaultPolicy.Instance).Choice is not null), 150, 450);
    }

    private static List<string> Lines(ulong seed) => [.. new SituationGenerator(seed).Take(20).Select(one => one.Decide(DefaultPolicy.Instance).Record().ToString())];
}
