using System.Globalization;
using System.Text;

namespace OmniChannel.Tests.RealInput;

/// <summary>Segments over real customers, as a text that a person reads and a test holds on to.</summary>
internal static class SegmentReport
{
    public static string Of(string title, SegmentSet segments, IReadOnlyList<CustomerState> customers, IReadOnlyList<Persona> personas, DateTimeOffset now, Policy policy)
    {
        var live = new LiveSegments(segments, PersonaBook.Of(personas), FunnelBook.Standard);
        var builder = new CustomerTableBuilder(segments.Reads, now);
        foreach (var customer in customers)
        {
            builder.Add(customer.Profile.Id, live.SourceOf(customer, now));
        }

        var table = builder.Build();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{title}: {table.Count} customers, {segments.All.Count} segments, definitions {segments.Hash[..16]}\n");
        text.Append(CultureInfo.InvariantCulture, $"{table.Facts.Count} facts in {table.Bytes} octets: {string.Join(", ", table.Facts)}\n");
        for (var place = 0; place < segments.All.Count; place++)
        {
            var segment = segments.All[place];
            var selected = segments.Select(segment.Id, table);
            Assert.Equal(customers.Select(customer => live.FactsOf(customer, now).IsMember(place)), customers.Select((_, row) => selected.Contains(row)));

            var drawn = Enumerable.Range(0, table.Count).OrderBy(row => StableHash.Of(table[row].Value, "sample", "1")).Take(2_000).ToList();
            var estimate = SegmentEstimate.FromSample(drawn.Count(selected.Contains), drawn.Count, table.Count);
            var heldOut = selected.Customers.Count(customer => Holdout.Holds(customer, Purpose.Marketing, policy));
            text.Append(CultureInfo.InvariantCulture, $"\n{segment.Id}: {segment.Name}\n  {segment.When}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {selected.Size}, {100.0 * selected.Count / table.Count:0.0} %; {estimate}\n");
            text.Append(CultureInfo.InvariantCulture, $"  held out {heldOut}; members {SegmentHash.Of(string.Join('\n', selected.Customers))[..16]}\n");
        }

        text.Append('\n').Append(new SegmentExplanation
        {
            Customer = table[0],
            Name = segments.All[^1].Name,
            IsMember = live.FactsOf(customers[0], now).IsMember(segments.All.Count - 1),
            Parts = SegmentExplainer<CustomerFactSource>.Explain(segments, live.FactsOf(customers[0], now), segments.All[^1].When),
        });
        return text.ToString();
    }
}
