namespace OmniChannel;

/// <summary>Who a persona is, as statistics see it. What is null or empty is not stated.</summary>
public sealed record PersonaDemographics
{
    /// <summary>The age from which it is, in years, 0 to 150.</summary>
    public int? AgeFrom { get; init; }

    /// <summary>The age up to which it is, in years, itself included.</summary>
    public int? AgeTo { get; init; }

    /// <summary>ISO 3166-1 alpha-2 countries.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>BCP 47 languages: "de" covers "de-AT", not the other way round.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Whether it buys for itself. For people to read: nothing is known of customers that would match it.</summary>
    public bool Consumers { get; init; } = true;

    /// <summary>Whether it buys for a business. For people to read.</summary>
    public bool Businesses { get; init; }

    /// <summary>A rule that holds for those of whom all that is stated is known and fits.</summary>
    /// <exception cref="InvalidOperationException">Nothing is stated that a rule could ask.</exception>
    public Condition ToCondition()
    {
        var parts = new List<Condition>();
        if (AgeFrom is { } from)
        {
            parts.Add(Facts.Customer.Age >= from);
        }

        if (AgeTo is { } to)
        {
            parts.Add(Facts.Customer.Age <= to);
        }

        if (Countries.Count > 0)
        {
            parts.Add(Countries.Select(country => Facts.Customer.Country == country).Aggregate((left, right) => left | right));
        }

        if (Languages.Count > 0)
        {
            parts.Add(Languages.Select(language => Facts.Customer.Language == language).Aggregate((left, right) => left | right));
        }

        return parts.Count > 0
            ? parts.Aggregate((left, right) => left & right)
            : throw new InvalidOperationException("The demographics state neither age nor country nor language; state one, or write the rule by Facts.");
    }

    /// <summary>How many of age, country and language are known and fit, less those that are known and do not.</summary>
    internal int Fit(CustomerProfile profile)
    {
        var fit = 0;
        if (profile.Age is { } age && (AgeFrom is not null || AgeTo is not null))
        {
            fit += age < AgeFrom || age > AgeTo ? -1 : 1;
        }

        if (profile.Country is { } country && Countries.Count > 0)
        {
            fit += Has(Countries, country, wholeOnly: true) ? 1 : -1;
        }

        if (profile.Language is { } language && Languages.Count > 0)
        {
            fit += Has(Languages, language, wholeOnly: false) ? 1 : -1;
        }

        return fit;
    }

    private static bool Has(IReadOnlyList<string> all, string one, bool wholeOnly)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (one.StartsWith(all[i], StringComparison.OrdinalIgnoreCase) && (one.Length == all[i].Length || (!wholeOnly && one[all[i].Length] == '-')))
            {
                return true;
            }
        }

        return false;
    }
}
