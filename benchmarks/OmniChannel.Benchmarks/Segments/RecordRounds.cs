using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>What live segments cost whoever records a touchpoint: <c>RecordAsync</c> in memory with none of them, with five, and with twenty that ask personas, stages and hours too, in alternating rounds.</summary>
internal static class RecordRounds
{
    private static readonly TouchpointType[] Types = [TouchpointType.SiteVisited, TouchpointType.CartLeft, TouchpointType.SiteVisited, TouchpointType.Purchased];

    /// <param name="rounds">How many rounds count; a quarter as many go before.</param>
    /// <param name="customers">How many customers are touched in each round, once each.</param>
    public static async Task<int> RunAsync(int rounds, int customers)
    {
        (string Name, OmniChannelRuntime Runtime)[] ways = [("no segment", await OpenAsync([])), ("five live segments", await OpenAsync(Five)), ("twenty live segments", await OpenAsync(Twenty))];
        var taken = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -(rounds / 4); round < rounds; round++)
        {
            for (var w = 0; w < ways.Length; w++)
            {
                var start = TimeProvider.System.GetTimestamp();
                for (var i = 0; i < customers; i++)
                {
                    await ways[w].Runtime.RecordAsync(new Touchpoint
                    {
                        Source = "/made", Id = $"{round}-{i}", Type = Types[(i + round + rounds) % Types.Length], Customer = new($"c{i}"), At = TimeProvider.System.GetUtcNow(), Channel = Channel.Website, Amount = Money.Of(40, "EUR"),
                    });
                }

                if (round >= 0)
                {
                    taken[w].Add(TimeProvider.System.GetElapsedTime(start).TotalMicroseconds / customers);
                }
            }
        }

        Console.WriteLine("| RecordAsync in memory | least µs | ratio | median µs | of the round's first, median |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        for (var w = 0; w < ways.Length; w++)
        {
            var ratios = taken[w].Zip(taken[0], (one, first) => one / first).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {ways[w].Name} | {taken[w].Min():0.0} | {taken[w].Min() / taken[0].Min():0.00} | {taken[w].Order().ElementAt(rounds / 2):0.0} | {ratios[rounds / 2]:0.00} |"));
            await ways[w].Runtime.DisposeAsync();
        }

        return 0;
    }

    private static async Task<OmniChannelRuntime> OpenAsync(IEnumerable<Segment> segments)
    {
        var setup = new OmniChannelSetup { Options = { Dispatch = DispatchMode.None } };
        foreach (var segment in segments)
        {
            setup.Segments.Add(segment);
        }

        setup.Personas.Add(new Persona { Id = new("buyer"), Name = "Buyer", Channels = new Dictionary<Channel, int> { [Channel.Email] = 20 }, Evidence = [PersonaEvidence.Of(TouchpointType.Purchased, 300)] });
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return runtime;
    }

    private static IEnumerable<Segment> Five =>
    [
        new() { Id = new("buyers"), Name = "Bought once", When = Facts.Customer.HasBought },
        new() { Id = new("left"), Name = "Left a cart of 20 euros or more", When = Facts.Cart.Total >= Money.Of(20, "EUR") & Facts.Cart.HoursSinceLeft < 48 },
        new() { Id = new("gone"), Name = "Not seen for a week", When = Facts.Customer.HoursSinceTouch >= 24 * 7 },
        new() { Id = new("calls"), Name = "Worth a call", When = Facts.InSegment(new("left")) & !Facts.InSegment(new("buyers")) },
        new() { Id = new("loyal"), Name = "Loyal by stage", When = Facts.Stage == FunnelStage.Loyalty },
    ];

    private static IEnumerable<Segment> Twenty =>
    [
        .. Five,
        new() { Id = new("persona"), Name = "By persona", When = Facts.Persona == new PersonaId("buyer") },
        .. Enumerable.Range(0, 14).Select(i => new Segment { Id = new($"hours{i}"), Name = $"Not seen for {i + 2} days", When = Facts.Customer.HoursSinceTouch >= 24 * (i + 2) & !Facts.Customer.HasBought }),
    ];
}
