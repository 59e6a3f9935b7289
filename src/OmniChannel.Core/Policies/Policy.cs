using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>The rules by which the next-best channel is selected. Immutable data: it can be printed, hashed, compared and verified. Made by <see cref="Named"/>.</summary>
public sealed record Policy
{
    private readonly Lazy<string> _hash;

    internal Policy()
    {
        _hash = Hashed();
        Compiled = new PolicyPlans(this);
    }

    /// <summary>A copy of all but what is remembered and the origin: the copy may be another policy.</summary>
    private Policy(Policy other)
    {
        _hash = Hashed();
        Compiled = new PolicyPlans(this);
        Name = other.Name;
        Rules = other.Rules;
        Plans = other.Plans;
        Caps = other.Caps;
        Quiet = other.Quiet;
        Terms = other.Terms;
        PointsPerHourWaited = other.PointsPerHourWaited;
        CostCurrency = other.CostCurrency;
        PointsPerMoneyUnit = other.PointsPerMoneyUnit;
        HoldoutPerMille = other.HoldoutPerMille;
        ExplorationPerMille = other.ExplorationPerMille;
        OtherwiseBest = other.OtherwiseBest;
    }

    /// <summary>Its name for people.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>What excludes, requires and scores.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; internal init; } = [];

    /// <summary>The orders of channels; the first whose condition holds is taken.</summary>
    public IReadOnlyList<Plan> Plans { get; internal init; } = [];

    /// <summary>How often a person may be written to.</summary>
    public IReadOnlyList<FrequencyCap> Caps { get; internal init; } = [];

    /// <summary>When channels stay silent.</summary>
    public IReadOnlyList<QuietHours> Quiet { get; internal init; } = [];

    /// <summary>The terms of the score that count, besides rules, plans and waiting.</summary>
    public IReadOnlyList<ScoreTerm> Terms { get; internal init; } = [];

    /// <summary>What an hour of waiting costs, in points; never negative.</summary>
    public int PointsPerHourWaited { get; internal init; }

    /// <summary>The currency in which costs are judged; a cost in another one counts as missing.</summary>
    public Currency CostCurrency { get; internal init; }

    /// <summary>What one unit of that currency costs in points: 500 makes a text message of 7 cents cost 35.</summary>
    public int PointsPerMoneyUnit { get; internal init; }

    /// <summary>How many of a thousand customers get no marketing, for comparison. The same ones for ever.</summary>
    public int HoldoutPerMille { get; internal init; }

    /// <summary>For how many of a thousand messages another channel than the best is tried.</summary>
    public int ExplorationPerMille { get; internal init; }

    /// <summary>What happens when no plan holds: the channel with the best score, or nothing.</summary>
    public bool OtherwiseBest { get; internal init; }

    /// <summary>Where its parts stand in the file it was read from; null for one that C# made.</summary>
    internal PolicyOrigin? Origin { get; init; }

    /// <summary>SHA-256 of the canonical JSON that <see cref="ToString"/> shows, in hexadecimal.</summary>
    public string Hash => _hash.Value;

    /// <summary>Its rules as plans.</summary>
    internal PolicyPlans Compiled { get; }

    /// <summary>Begins a policy. It starts with the safe defaults: quiet hours 21:00–08:00 on instant channels, and at most 2 messages in any 24 hours and 5 in any 7 days.</summary>
    /// <param name="name">Its name for people.</param>
    public static PolicyBuilder Named(string name) => new(name);

    /// <summary>The same policy with its rules in another order. It changes no choice and no score, only which of several reasons is named first, and the hash: tests hold a policy to that.</summary>
    /// <param name="order">The places of the rules in <see cref="Rules"/>, each once.</param>
    public Policy WithRulesIn(IReadOnlyList<int> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Order().SequenceEqual(Enumerable.Range(0, Rules.Count))
            ? this with { Rules = [.. order.Select(place => Rules[place])] }
            : throw new ArgumentException($"Expected each place from 0 to {Rules.Count - 1} once, found {string.Join(", ", order)}.", nameof(order));
    }

    /// <summary>The policy as canonical JSON, a policy file: the same for the same rules.</summary>
    public override string ToString() => Encoding.UTF8.GetString(PolicyWriter.Write(this));

    /// <summary>Whether the other policy has the same canonical JSON.</summary>
    public bool Equals(Policy? other) => other is not null && Hash == other.Hash;

    private Lazy<string> Hashed() => new(() => Convert.ToHexStringLower(SHA256.HashData(PolicyWriter.Write(this))));

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Hash, StringComparison.Ordinal);
}
