using System.Globalization;

namespace OmniChannel.Tests.RealInput;

/// <summary>One session of the Online Shoppers Purchasing Intention data set (Sakar et al., 2018; UCI), as the file states it.</summary>
internal sealed record ShopperRow
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The line of the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many pages of the account were looked at.</summary>
    public required int AccountPages { get; init; }

    /// <summary>How many pages of information were looked at.</summary>
    public required int InformationPages { get; init; }

    /// <summary>How many pages of products were looked at.</summary>
    public required int ProductPages { get; init; }

    /// <summary>How long the pages of products were looked at.</summary>
    public required TimeSpan OnProducts { get; init; }

    /// <summary>How long all pages together were looked at.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Of a thousand who began on these pages, how many left at once.</summary>
    public required int Bounce { get; init; }

    /// <summary>The mean value of the pages, as Google Analytics has it, in cents.</summary>
    public required int PageValue { get; init; }

    /// <summary>Whether that value is more than 0: only pages on the way to an order have one.</summary>
    public required bool CameNearAnOrder { get; init; }

    /// <summary>1 to 12.</summary>
    public required int Month { get; init; }

    /// <summary>The region, 1 to 9.</summary>
    public required int Region { get; init; }

    /// <summary>The kind of traffic, 1 to 20; the authors do not say what each is.</summary>
    public required int Traffic { get; init; }

    /// <summary>"Returning_Visitor", "New_Visitor", "Other".</summary>
    public required string Visitor { get; init; }

    /// <summary>Whether it was on a weekend.</summary>
    public required bool IsWeekend { get; init; }

    /// <summary>Whether it ended in an order.</summary>
    public required bool Bought { get; init; }

    /// <summary>
    /// Reads online_shoppers_intention.csv: Administrative;Administrative_Duration;Informational;Informational_Duration;ProductRelated;ProductRelated_Duration;BounceRates;ExitRates;PageValues;SpecialDay;
    /// Month;OperatingSystems;Browser;Region;TrafficType;VisitorType;Weekend;Revenue.
    /// </summary>
    public static IReadOnlyList<ShopperRow> ReadAll(string path)
    {
        var rows = new List<ShopperRow>(12_330);
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(';');
            rows.Add(new ShopperRow
            {
                Number = rows.Count + 1,
                AccountPages = Whole(fields[0]),
                InformationPages = Whole(fields[2]),
                ProductPages = Whole(fields[4]),
                OnProducts = TimeSpan.FromSeconds(Math.Floor(Seconds(fields[5]))),
                Duration = TimeSpan.FromSeconds(Math.Round(Seconds(fields[1]) + Seconds(fields[3]) + Seconds(fields[5]))),
                Bounce = (int)(decimal.Parse(fields[6], NumberStyles.Float, CultureInfo.InvariantCulture) * 1000),
                PageValue = (int)(decimal.Parse(fields[8], NumberStyles.Float, CultureInfo.InvariantCulture) * 100),
                CameNearAnOrder = Seconds(fields[8]) > 0,
                Month = Array.IndexOf(Months, fields[10]) + 1,
                Region = Whole(fields[13]),
                Traffic = Whole(fields[14]),
                Visitor = fields[15],
                IsWeekend = fields[16] == "TRUE",
                Bought = fields[17] == "TRUE",
            });
        }

        return rows;

        static int Whole(string field) => int.Parse(field, CultureInfo.InvariantCulture);
        static double Seconds(string field) => double.Parse(field, CultureInfo.InvariantCulture);
    }
}
