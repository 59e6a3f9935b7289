using System.Globalization;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Eight processes decide for the same thousand customers, of whom neighbours share a telephone and a device, as fast as they can. What they did is read from the log and judged again, slowly: no cap of a person or of an address, no budget and no night was broken.</summary>
public sealed class CapCrowdTests(ITestOutputHelper output) : IAsyncDisposable
{
    private readonly TestStore _at = new();
    private readonly TemporaryFolder _race = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Send_FromEightProcesses_BreaksNoCapBudgetOrQuietHour()
    {
        await using var store = TestStore.At(_at.Place);
        var clock = new OmniChannel.Testing.ManualClock(CapShop.Noon);
        await using var runtime = await CapShop.StartAsync(store, clock);
        for (var number = 0; number < CapShop.Customers; number++)
        {
            await runtime.SaveAsync(CapShop.Profile(number), Token);
        }

        var processes = await RunProcessesAsync();
        await DrainAsync(runtime, clock);
        var (asked, queued, sent) = (processes.Sum(process => process.Asked), processes.Sum(process => process.Queued), await ReadAsync(runtime, CapShop.Customers));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{asked} asked for ({string.Join(", ", processes.Select(process => process.Asked))}), {queued} queued, {sent.Count} sent: {string.Join(", ", sent.GroupBy(one => one.Channel).Select(of => $"{of.Count()} by {of.Key}"))}; {Spent(sent)} of {CapShop.BudgetCents} cents"));

        Assert.Empty(Broken(sent));
        Assert.All(processes, process => Assert.True(process.Queued > 0, "A process had no share."));
        Assert.True(asked > queued * 5 / 4 && sent.GroupBy(one => one.Customer).Count(ofOne => Crowded(ofOne, 6, 1).Any()) > 25, "The caps were to be hit.");
        Assert.Contains(sent.GroupBy(one => (one.Channel, one.Address)), ofOne => ofOne.DistinctBy(one => one.Customer).Count() > 1);
        Assert.Contains(sent, one => one.Channel == Channel.Sms && one.At > CapShop.Noon.AddHours(19));
        Assert.Contains(sent, one => one.Channel == Channel.Email && IsNight(one.At));
        Assert.Contains(sent, one => one.Channel == Channel.Push && one.At > CapShop.Noon.AddHours(19));

        // As often as news offers were asked for, so it was the budget that kept texts of news back; and it is gone to the last message once whoever is left asks for it.
        Assert.True(sent.Count(one => one.Channel == Channel.Sms && one.Campaign == CapShop.Offers) > Spent(sent) / CapShop.TextCents * 3 / 2, "The budget was to be hit.");
        await SpendTheRestAsync(runtime);
        var all = await ReadAsync(runtime, CapShop.Customers + CapShop.Latecomers);
        Assert.Empty(Broken(all));
        Assert.InRange(Spent(all), CapShop.BudgetCents - CapShop.TextCents + 1, CapShop.BudgetCents);
    }

    [Theory]
    [InlineData(0, "cap of all")]
    [InlineData(1, "cap of texts")]
    [InlineData(2, "cap of pushes")]
    [InlineData(3, "night")]
    [InlineData(4, "budget")]
    [InlineData(5, "cap of texts")]
    [InlineData(6, "cap of pushes")]
    public void Broken_OfAForgedLog_NamesTheRule(int forged, string rule)
    {
        var noon = CapShop.Noon;
        List<Sent> log = forged switch
        {
            0 => [Forged("a", Channel.Email, "", noon), Forged("a", Channel.Email, "", noon.AddHours(1)), Forged("a", Channel.Email, "", noon.AddHours(5.9))],
            1 => [Forged("a", Channel.Sms, "+1", noon), Forged("a", Channel.Sms, "+1", noon.AddDays(1).AddHours(-12.1))],
            2 => [Forged("a", Channel.Push, "d", noon), Forged("a", Channel.Push, "d", noon.AddHours(2.9))],
            3 => [Forged("a", Channel.Sms, "+1", noon.AddHours(9.1))],
            4 => [.. Enumerable.Range(0, 101).Select(number => Forged($"c{number}", Channel.Sms, $"+{number}", noon))],
            5 => [Forged("a", Channel.Sms, "+1", noon), Forged("b", Channel.Sms, "+1", noon.AddDays(1).AddHours(-12.1))],
            _ => [Forged("a", Channel.Push, "d", noon), Forged("b", Channel.Push, "d", noon.AddHours(2.9))],
        };

        Assert.Contains(Broken(log), broken => broken.StartsWith(rule, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        _race.Dispose();
        return _at.DisposeAsync();
    }

    /// <summary>All begin at one moment, and from then on none waits for another.</summary>
    /// <returns>What each asked for, and how much of it was queued.</returns>
    private async Task<List<(int Asked, int Queued)>> RunProcessesAsync()
    {
        var processes = Enumerable.Range(0, CapShop.Processes).Select(number => ChildProcess.Start(string.Create(CultureInfo.InvariantCulture, $"cap:{number}:{Path.Combine(_race.Path, "race")}"), _at.Place)).ToList();
        try
        {
            foreach (var process in processes)
            {
                Assert.Equal("ready", await ReadAsync(process));
            }

            var start = TimeProvider.System.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
            await Task.WhenAll(processes.Select(process => process.WriteLineAsync(start)));
            var said = new List<(int Asked, int Queued)>();
            foreach (var process in processes)
            {
                var counts = (await ReadAsync(process)).Split(' ');
                said.Add((int.Parse(counts[0], CultureInfo.InvariantCulture), int.Parse(counts[1], CultureInfo.InvariantCulture)));
            }

            foreach (var process in processes)
            {
                process.EndInput();
                Assert.Equal(0, await process.ExitAsync(Token));
            }

            return said;
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    private static async Task<string> ReadAsync(ChildProcess process)
    {
        if (await process.ReadLineAsync(Token) is { } line)
        {
            return line;
        }

        Assert.Fail(await process.ReadErrorsAsync(Token));
        return "";
    }

    /// <summary>What was still to come goes out, or does not, in the day after.</summary>
    private static async Task DrainAsync(OmniChannelRuntime runtime, OmniChannel.Testing.ManualClock clock)
    {
        clock.SetUtcNow(CapShop.End);
        for (; clock.GetUtcNow() <= CapShop.End.AddHours(26); clock.Advance(TimeSpan.FromMinutes(30)))
        {
            await runtime.DispatchDueAsync(Token);
        }
    }

    /// <summary>What was leased and not spent, or given back, is there for others: for more than the whole budget is for, none of whom shares a telephone.</summary>
    private static async Task SpendTheRestAsync(OmniChannelRuntime runtime)
    {
        for (var number = CapShop.Customers; number < CapShop.Customers + CapShop.Latecomers; number += 2)
        {
            await runtime.SaveAsync(CapShop.Profile(number), Token);
            await runtime.SendAsync(new Message { Campaign = CapShop.News, Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["what"] = "the rest" } }, CapShop.Customer(number), null, Token);
            await runtime.DispatchDueAsync(Token);
        }
    }

    private static async Task<List<Sent>> ReadAsync(OmniChannelRuntime runtime, int customers)
    {
        var sent = new List<Sent>();
        for (var number = 0; number < customers; number++)
        {
            await foreach (var entry in runtime.ReadTimelineAsync(CapShop.Customer(number), Token))
            {
                if (entry.BegunAt is { } begun)
                {
                    sent.Add(new Sent(entry.Customer.Value, entry.Channel!.Value, CapShop.AddressOf(number, entry.Channel.Value), begun, new[] { CapShop.News, CapShop.Offers }.Single(campaign => entry.Summary.Contains($"'{campaign}'", StringComparison.Ordinal))));
                }
            }
        }

        return sent;
    }

    /// <summary>Every rule that was broken, with where.</summary>
    private static List<string> Broken(IReadOnlyCollection<Sent> sent)
    {
        List<string> broken = [.. sent.Where(one => one.Channel != Channel.Email && IsNight(one.At)).Select(one => $"night: {one}")];
        foreach (var ofOne in sent.GroupBy(one => one.Customer))
        {
            broken.AddRange(Crowded(ofOne, 6, 2).Select(one => $"cap of all: {one}"));
        }

        foreach (var ofOne in sent.GroupBy(one => (one.Channel, one.Address)))
        {
            var (hours, rule) = ofOne.Key.Channel == Channel.Sms ? (12, "cap of texts") : ofOne.Key.Channel == Channel.Push ? (3, "cap of pushes") : (0, "");
            broken.AddRange(Crowded(ofOne, hours, 1).Select(one => $"{rule}: {one}"));
        }

        if (Spent(sent) is > CapShop.BudgetCents and var spent)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"budget: {spent}"));
        }

        return broken;
    }

    private static long Spent(IEnumerable<Sent> sent) => sent.Count(one => one.Channel == Channel.Sms && one.Campaign == CapShop.News) * CapShop.TextCents;

    private static Sent Forged(string customer, Channel channel, string address, DateTimeOffset at) => new(customer, channel, address, at, CapShop.News);

    /// <summary>Those with more than so many within the hours up to them, themselves included.</summary>
    private static IEnumerable<Sent> Crowded(IEnumerable<Sent> sent, int hours, int max)
    {
        var all = sent.ToList();
        return all.Where(last => all.Count(one => one.At > last.At.AddHours(-hours) && one.At <= last.At) > max);
    }

    /// <summary>Berlin in June is two hours ahead.</summary>
    private static bool IsNight(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(2)).Hour is >= 21 or < 8;

    private sealed record Sent(string Customer, Channel Channel, string Address, DateTimeOffset At, CampaignId Campaign);
}
