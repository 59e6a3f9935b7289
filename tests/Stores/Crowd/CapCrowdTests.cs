using System.Globalization;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Eight processes decide for the same thousand customers, of whom neighbours share a telephone and a device, as fast as they can. What they did is read from the log and judged again, slowly: no cap of a person or of an address, no budget and no night was broken.</summary>
public sealed class CapCrowdTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Processes = 8;
    private readonly TestStore _at = new();

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

        var (asked, queued) = await RunProcessesAsync();
        var sent = await ReadAsync(runtime);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{asked} asked for, {queued} queued, {sent.Count} sent: {string.Join(", ", sent.GroupBy(one => one.Channel).Select(of => $"{of.Count()} by {of.Key}"))}; {sent.Count(one => one.Channel == Channel.Sms) * CapShop.TextCents} of {CapShop.BudgetCents} cents"));

        Assert.Empty(Broken(sent));
        Assert.True(asked > 2 * queued, "The caps were to be hit.");
        Assert.Contains(sent.GroupBy(one => (one.Channel, one.Address)), ofOne => ofOne.DistinctBy(one => one.Customer).Count() > 1);
        Assert.True(sent.Count(one => one.Channel == Channel.Sms) * CapShop.TextCents > CapShop.BudgetCents / 4, "The budget was to be hit.");
        Assert.Contains(sent, one => one.Channel == Channel.Email && IsNight(one.At));
        Assert.Contains(sent, one => one.Channel != Channel.Email && one.At > CapShop.Noon.AddHours(19));
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
            0 => [new("a", Channel.Email, "", noon), new("a", Channel.Email, "", noon.AddHours(1)), new("a", Channel.Email, "", noon.AddHours(5.9))],
            1 => [new("a", Channel.Sms, "+1", noon), new("a", Channel.Sms, "+1", noon.AddDays(1).AddHours(-12.1))],
            2 => [new("a", Channel.Push, "d", noon), new("a", Channel.Push, "d", noon.AddHours(2.9))],
            3 => [new("a", Channel.Sms, "+1", noon.AddHours(9.1))],
            4 => [.. Enumerable.Range(0, 201).Select(number => new Sent($"c{number}", Channel.Sms, $"+{number}", noon))],
            5 => [new("a", Channel.Sms, "+1", noon), new("b", Channel.Sms, "+1", noon.AddDays(1).AddHours(-12.1))],
            _ => [new("a", Channel.Push, "d", noon), new("b", Channel.Push, "d", noon.AddHours(2.9))],
        };

        Assert.Contains(Broken(log), broken => broken.StartsWith(rule, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private async Task<(int Asked, int Queued)> RunProcessesAsync()
    {
        var processes = Enumerable.Range(1, Processes).Select(number => ChildProcess.Start(string.Create(CultureInfo.InvariantCulture, $"cap:{number}"), _at.Place)).ToList();
        try
        {
            foreach (var process in processes)
            {
                if (await process.ReadLineAsync(Token) != "ready")
                {
                    Assert.Fail(await process.ReadErrorsAsync(Token));
                }
            }

            var queued = 0;
            for (var step = 0; step < CapShop.Steps; step++)
            {
                var now = CapShop.Noon.AddMinutes(15 * step).UtcTicks.ToString(CultureInfo.InvariantCulture);
                await Task.WhenAll(processes.Select(process => process.WriteLineAsync(now)));
                foreach (var process in processes)
                {
                    queued += int.Parse(await process.ReadLineAsync(Token) ?? throw new InvalidOperationException(await process.ReadErrorsAsync(Token)), CultureInfo.InvariantCulture);
                }
            }

            foreach (var process in processes)
            {
                process.EndInput();
                Assert.Equal(0, await process.ExitAsync(Token));
            }

            return (Processes * CapShop.Steps * CapShop.AskedAStep, queued);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    private static async Task<List<Sent>> ReadAsync(OmniChannelRuntime runtime)
    {
        var sent = new List<Sent>();
        for (var number = 0; number < CapShop.Customers; number++)
        {
            await foreach (var entry in runtime.ReadTimelineAsync(CapShop.Customer(number), Token))
            {
                if (entry.BegunAt is { } begun)
                {
                    sent.Add(new Sent(entry.Customer.Value, entry.Channel!.Value, CapShop.AddressOf(number, entry.Channel.Value), begun));
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

        if (sent.Count(one => one.Channel == Channel.Sms) * CapShop.TextCents is > CapShop.BudgetCents and var spent)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"budget: {spent}"));
        }

        return broken;
    }

    /// <summary>Those with more than so many within the hours up to them, themselves included.</summary>
    private static IEnumerable<Sent> Crowded(IEnumerable<Sent> sent, int hours, int max)
    {
        var all = sent.ToList();
        return all.Where(last => all.Count(one => one.At > last.At.AddHours(-hours) && one.At <= last.At) > max);
    }

    /// <summary>Berlin in June is two hours ahead.</summary>
    private static bool IsNight(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(2)).Hour is >= 21 or < 8;

    private sealed record Sent(string Customer, Channel Channel, string Address, DateTimeOffset At);
}
