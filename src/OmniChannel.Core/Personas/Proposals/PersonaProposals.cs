using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Kinds of existing customers, found by grouping those who are alike, as proposals of personas with a report. The same data and seed give the same on every machine. Immutable.</summary>
public sealed record PersonaProposals
{
    private PersonaProposals()
    {
    }

    /// <summary>How many customers were looked at.</summary>
    public required int Customers { get; init; }

    /// <summary>How clearly the kinds are apart, in thousandths: 1000 is perfectly, below 250 hardly. The mean silhouette, measured from the middles of the groups.</summary>
    public required int Silhouette { get; init; }

    /// <summary>How alike the groups came out from different seeds, in thousandths: 1000 is the same, 0 is what chance gives. The mean adjusted Rand index.</summary>
    public required int Stability { get; init; }

    /// <summary>Each number of kinds that was tried, with its silhouette and stability.</summary>
    public required IReadOnlyList<(int Kinds, int Silhouette, int Stability)> Tried { get; init; }

    /// <summary>The proposals, the largest first; empty where nothing tells the customers apart.</summary>
    public required IReadOnlyList<PersonaProposal> Proposals { get; init; }

    /// <summary>Seeks kinds of customers: of the numbers tried that by which they are apart and come out alike, silhouette times stability. Pure; takes seconds for a million.</summary>
    /// <param name="columns">What is known of them; those of facts say who is alike.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The columns are of different lengths, say nothing, or speak of fewer than 50 customers; or an option is outside its range.</exception>
    public static PersonaProposals Seek(IReadOnlyList<PersonaColumn> columns, PersonaProposalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var how = options ?? new();
        Check(columns, how);
        var features = FeatureTable.Of(columns);
        if (features.Width == 0)
        {
            return new PersonaProposals { Customers = features.Rows, Silhouette = 0, Stability = 0, Tried = [], Proposals = [] };
        }

        var sample = features.Sample(how.Sample);
        var tried = Enumerable.Range(how.Least, how.Most - how.Least + 1).Select(kinds => (Kinds: kinds, Trial: ClusterTrial.Of(sample, kinds, how))).ToList();
        var (best, chosen) = tried.OrderByDescending(one => (long)one.Trial.Silhouette * Math.Max(0, one.Trial.Stability)).ThenBy(one => one.Kinds).First(); // what other seeds do not find again is not there
        var groups = Clustering.Settle(features, chosen.Centres);
        return new PersonaProposals
        {
            Customers = features.Rows,
            Silhouette = chosen.Silhouette,
            Stability = chosen.Stability,
            Tried = [.. tried.Select(one => (one.Kinds, one.Trial.Silhouette, one.Trial.Stability))],
            Proposals = ProposalWriter.Of(columns, groups, best),
        };
    }

    /// <summary>The report, for people to judge by.</summary>
    public override string ToString()
    {
        if (Proposals.Count == 0)
        {
            return $"{Customers} customers: nothing that is known tells them apart.";
        }

        var clear = Silhouette < 250 ? "hardly apart" : Silhouette < 500 ? "fairly apart" : "clearly apart";
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Customers} customers, {Proposals.Count} kinds, {clear} (silhouette {Thousandths(Silhouette)}, agreement between seeds {Thousandths(Stability)}{(Stability < 800 ? ": they come out differently each time, so take them as hints" : "")}).\n");
        text.Append("Tried: ").AppendJoin(", ", Tried.Select(one => $"{one.Kinds} kinds ({Thousandths(one.Silhouette)}, {Thousandths(one.Stability)})")).Append(".\n");
        foreach (var proposal in Proposals)
        {
            text.Append(CultureInfo.InvariantCulture, $"{proposal.Number}. {proposal.Size} customers, {Percent(proposal.PerMille)}\n");
            foreach (var line in proposal.Distinguishes)
            {
                text.Append("   ").Append(line).Append('\n');
            }

            text.Append(proposal.When is { } rule ? $"   rule: {rule}\n   covers {Percent(proposal.Covers)} of them; of those it covers {Percent(proposal.Precision)} are of them\n" : "   no rule comes near\n");
            if (proposal.Channels.Count > 0)
            {
                text.Append("   channels: ").AppendJoin(", ", proposal.Channels.OrderBy(one => one.Key.Name, StringComparer.Ordinal).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:+0;-0}"))).Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Thousandths(int value) => (value / 1000m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(int perMille) => (perMille / 10m).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static void Check(IReadOnlyList<PersonaColumn> columns, PersonaProposalOptions how)
    {
        if (columns.All(column => column.Fact is null))
        {
            throw new ArgumentException("No column speaks of a fact by which customers could be alike; add one.", nameof(columns));
        }

        if (columns.Any(column => column.Count != columns[0].Count))
        {
            throw new ArgumentException($"The columns speak of different numbers of customers: {string.Join(", ", columns.Select(column => $"{column.Name} of {column.Count}"))}; each has one value for each customer.", nameof(columns));
        }

        if (columns[0].Count < 50)
        {
            throw new ArgumentException($"There are {columns[0].Count} customers; of fewer than 50 nothing can be said.", nameof(columns));
        }

        if (how.Least < 2 || how.Most > 20 || how.Least > how.Most || how.Seeds is < 2 or > 20 || how.Sample is < 100 or > 20_000)
        {
            throw new ArgumentException($"Found {how}; expected 2 to 20 kinds, 2 to 20 seeds, a sample of 100 to 20,000.", nameof(how));
        }
    }
}
