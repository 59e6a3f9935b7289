using System.Globalization;

namespace OmniChannel.Tests.RealInput;

/// <summary>One customer of Kevin Hillstrom's e-mail experiment (MineThatData, 2008), as the file states it.</summary>
internal sealed record HillstromRow
{
    /// <summary>The line of the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Months since the last purchase, 1 to 12.</summary>
    public required int Recency { get; init; }

    /// <summary>What was spent in the year before, in cents.</summary>
    public required long SpentCents { get; init; }

    /// <summary>Whether that was for men.</summary>
    public required bool BoughtMens { get; init; }

    /// <summary>Whether that was for women.</summary>
    public required bool BoughtWomens { get; init; }

    /// <summary>"Urban", "Surburban" (as the file spells it), "Rural".</summary>
    public required string Area { get; init; }

    /// <summary>Whether the first purchase was within the year.</summary>
    public required bool IsNew { get; init; }

    /// <summary>"Web", "Phone", "Multichannel".</summary>
    public required string BuysBy { get; init; }

    /// <summary>Whether the customer came to the site within the two weeks after the experiment's mailing.</summary>
    public required bool Visited { get; init; }

    /// <summary>"Mens E-Mail", "Womens E-Mail", "No E-Mail": what the experiment sent.</summary>
    public required string Sent { get; init; }

    /// <summary>What was bought for within those two weeks, in cents; 0 for nothing.</summary>
    public required long BoughtCents { get; init; }

    /// <summary>Reads hillstrom.csv: recency,history_segment,history,mens,womens,zip_code,newbie,channel,segment,visit,conversion,spend.</summary>
    public static IReadOnlyList<HillstromRow> ReadAll(string path)
    {
        var rows = new List<HillstromRow>(64_000);
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            // The one quoted field, "7) $1,000 +", is not used: what stands before and after it is.
            var quote = line.LastIndexOf('"');
            var fields = (quote < 0 ? line : line[..line.IndexOf('"', StringComparison.Ordinal)] + line[(quote + 1)..]).Split(',');
            rows.Add(new HillstromRow
            {
                Number = rows.Count + 1,
                Recency = int.Parse(fields[0], CultureInfo.InvariantCulture),
                SpentCents = (long)(decimal.Parse(fields[2], CultureInfo.InvariantCulture) * 100m),
                BoughtMens = fields[3] == "1",
                BoughtWomens = fields[4] == "1",
                Area = fields[5],
                IsNew = fields[6] == "1",
                BuysBy = fields[7],
                Sent = fields[8],
                Visited = fields[9] == "1",
                BoughtCents = (long)(decimal.Parse(fields[11], CultureInfo.InvariantCulture) * 100m),
            });
        }

        return rows;
    }
}
