namespace OmniChannel;

/// <summary>One number of kinds, tried from several seeds: the best grouping of them, how clearly its groups are apart, and how far the seeds agree.</summary>
internal sealed record ClusterTrial
{
    public required double[][] Centres { get; init; }

    /// <summary>In thousandths.</summary>
    public required int Silhouette { get; init; }

    /// <summary>In thousandths.</summary>
    public required int Stability { get; init; }

    public static ClusterTrial Of(FeatureTable table, int kinds, PersonaProposalOptions how)
    {
        var runs = Enumerable.Range(0, how.Seeds).Select(seed => Clustering.Run(table, kinds, unchecked(how.Seed + ((ulong)seed * 0x9E3779B9UL)))).ToList();
        var groups = runs.ConvertAll(centres => GroupsOf(table, centres));
        var best = Enumerable.Range(0, runs.Count).MinBy(run => groups[run].Inertia);
        return new ClusterTrial
        {
            Centres = runs[best],
            Silhouette = (int)Math.Round(groups[best].Silhouette * 1000),
            Stability = (int)Math.Round(Enumerable.Range(0, runs.Count).Where(run => run != best).Average(run => Agreement(groups[best].Groups, groups[run].Groups, kinds)) * 1000),
        };
    }

    private static (int[] Groups, double Inertia, double Silhouette) GroupsOf(FeatureTable table, double[][] centres)
    {
        var (groups, inertia, silhouette) = (new int[table.Rows], 0.0, 0.0);
        for (var row = 0; row < table.Rows; row++)
        {
            var (place, distance, second) = Clustering.Nearest(table.Row(row), centres);
            groups[row] = place;
            inertia += distance;
            silhouette += second > 0 ? 1 - (Math.Sqrt(distance) / Math.Sqrt(second)) : 0;
        }

        return (groups, inertia, silhouette / table.Rows);
    }

    /// <summary>The adjusted Rand index (Hubert and Arabie, 1985).</summary>
    private static double Agreement(int[] left, int[] right, int kinds)
    {
        var (cells, rows, columns) = (new long[kinds * kinds], new long[kinds], new long[kinds]);
        for (var i = 0; i < left.Length; i++)
        {
            cells[(left[i] * kinds) + right[i]]++;
            rows[left[i]]++;
            columns[right[i]]++;
        }

        var (together, ofLeft, ofRight, all) = (cells.Sum(Pairs), rows.Sum(Pairs), columns.Sum(Pairs), Pairs(left.Length));
        var expected = ofLeft * (ofRight / all);
        var most = (ofLeft + ofRight) / 2;
        return most - expected == 0 ? 1 : (together - expected) / (most - expected);

        static double Pairs(long count) => count * (count - 1) / 2.0;
    }
}
