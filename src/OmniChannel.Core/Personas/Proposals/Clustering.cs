namespace OmniChannel;

/// <summary>k-means: begun by k-means++ (Arthur and Vassilvitskii, 2007), settled by Lloyd's steps. Rows are visited in one order and chance is SplitMix64, so that the same seed gives the same.</summary>
internal static class Clustering
{
    private const int MostSteps = 60;

    /// <summary>The middles of so many groups.</summary>
    public static double[][] Run(FeatureTable table, int kinds, ulong seed)
    {
        var centres = Begin(table, kinds, seed);
        Settle(table, centres);
        return centres;
    }

    /// <summary>Moves middles until nobody changes groups; gives the group of each row.</summary>
    public static int[] Settle(FeatureTable table, double[][] centres)
    {
        var groups = new int[table.Rows];
        Array.Fill(groups, -1);
        for (var step = 0; step < MostSteps; step++)
        {
            var moved = false;
            for (var row = 0; row < table.Rows; row++)
            {
                var nearest = Nearest(table.Row(row), centres).Place;
                moved |= groups[row] != nearest;
                groups[row] = nearest;
            }

            if (!moved)
            {
                break;
            }

            Move(table, centres, groups);
        }

        return groups;
    }

    /// <summary>The nearest middle, of equal ones the first, the squared distance to it, and to the second nearest.</summary>
    public static (int Place, double Distance, double Second) Nearest(ReadOnlySpan<double> row, double[][] centres)
    {
        var (place, nearest, second) = (0, double.MaxValue, double.MaxValue);
        for (var c = 0; c < centres.Length; c++)
        {
            var distance = Distance(row, centres[c]);
            if (distance < nearest)
            {
                (place, nearest, second) = (c, distance, nearest);
            }
            else if (distance < second)
            {
                second = distance;
            }
        }

        return (place, nearest, second);
    }

    private static double Distance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            var apart = left[i] - right[i];
            sum += apart * apart;
        }

        return sum;
    }

    /// <summary>A group that lost everybody keeps its middle.</summary>
    private static void Move(FeatureTable table, double[][] centres, int[] groups)
    {
        var counts = new int[centres.Length];
        var sums = Array.ConvertAll(centres, centre => new double[centre.Length]);
        for (var row = 0; row < table.Rows; row++)
        {
            var sum = sums[groups[row]];
            var values = table.Row(row);
            counts[groups[row]]++;
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += values[i];
            }
        }

        for (var c = 0; c < centres.Length; c++)
        {
            for (var i = 0; counts[c] > 0 && i < centres[c].Length; i++)
            {
                centres[c][i] = sums[c][i] / counts[c];
            }
        }
    }

    /// <summary>Each further middle is a row, likelier the further it is from those there are.</summary>
    private static double[][] Begin(FeatureTable table, int kinds, ulong seed)
    {
        var state = seed;
        var centres = new double[kinds][];
        centres[0] = table.Row((int)(Next(ref state) % (ulong)table.Rows)).ToArray();
        var distances = new double[table.Rows];
        Array.Fill(distances, double.MaxValue);
        for (var c = 1; c < kinds; c++)
        {
            var total = 0.0;
            for (var row = 0; row < table.Rows; row++)
            {
                distances[row] = Math.Min(distances[row], Distance(table.Row(row), centres[c - 1]));
                total += distances[row];
            }

            var drawn = (Next(ref state) >> 11) * (1.0 / (1UL << 53)) * total;
            var chosen = 0;
            for (var passed = distances[0]; passed <= drawn && chosen < table.Rows - 1; passed += distances[chosen])
            {
                chosen++;
            }

            centres[c] = table.Row(chosen).ToArray();
        }

        return centres;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
