using System.Globalization;

namespace OmniChannel.Tests.RealInput;

/// <summary>One session of the Online Shoppers Purchasing Intention data set (Sakar et al., 2018; UCI), as the file states it.</summary>
internal sealed record ShopperRow
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The line of the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many pages of products were looked at.</summary>
    public required int ProductPages { get; init; }

    /// <summary>How long all pages together were looked at.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The mean value of the pages, as Google Analytics has it: more than 0 only for pages on the way to an order.</summary>
    public required bool CameNearAnOrder { get; init; }

    /// <summary>1 to 12.</summary>
    public required int Month { get; init; }

    /// <summary>The kind of traffic, 1 to 20; the authors do not say what each is.</summary>
    public required int Traffic { get; init; }

    /// <summary>"Returning_Visitor", "New_Visitor", "Other".</summary>
    public required string Visitor { get; init; }

    /// <summary>Whether it ended in an order.</summary>
    public required bool Bought { get; init; }

    public static IReadOnlyList<ShopperRow> ReadAll(string path)
    {
        var rows = new List<ShopperRow>(12_330);
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(';');
            rows.Add(new ShopperRow
            {
                Number = rows.Count + 1,
                ProductPages = int.Parse(fields[4], CultureInfo.InvariantCulture),
                Duration = TimeSpan.FromSeconds(Math.Round(Seconds(fields[1]) + Seconds(fields[3]) + Seconds(fields[5]))),
                CameNearAnOrder = Seconds(fields[8]) > 0,
                Month = Array.IndexOf(Months, fields[10]) + 1,
                Traffic = int.Parse(fields[14], CultureInfo.InvariantCulture),
                Visitor = fields[15],
                Bought = fields[17] == "TRUE",
            });
        }

        return rows;

        static double Seconds(string field) => double.Parse(field, CultureInfo.InvariantCulture);
    }
}
