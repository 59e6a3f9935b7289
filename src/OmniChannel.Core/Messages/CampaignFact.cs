namespace OmniChannel;

/// <summary>Something a campaign says that must be the same on every channel and in every language: a price, a date, a code, a few words. Templates find it as <c>{{campaign.NAME}}</c>, written as the reader's culture writes it.</summary>
/// <remarks>Exactly one of <see cref="Money"/>, <see cref="Date"/>, <see cref="Code"/> and <see cref="Words"/> is set; <see cref="OfMoney"/> and its like see to it.</remarks>
public sealed record CampaignFact
{
    /// <summary>What templates call it: letters, digits, '_' and '-', with dots between; "name" is taken.</summary>
    public required string Name { get; init; }

    /// <summary>An amount, such as a price; null for another kind.</summary>
    public Money? Money { get; init; }

    /// <summary>A day, such as the last one of an offer; null for another kind.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>A code, told letter by letter: null for another kind.</summary>
    public string? Code { get; init; }

    /// <summary>Words, in the campaign's own language: null for another kind.</summary>
    public string? Words { get; init; }

    /// <summary>The words in other languages; null for none.</summary>
    public IReadOnlyDictionary<Culture, string>? WordsIn { get; init; }

    /// <summary>Whether a variant may do without it. Default: false, every variant has to say it in every language.</summary>
    public bool IsOptional { get; init; }

    /// <summary>An amount.</summary>
    public static CampaignFact OfMoney(string name, Money money) => new() { Name = name, Money = money };

    /// <summary>A day.</summary>
    public static CampaignFact OfDate(string name, DateOnly date) => new() { Name = name, Date = date };

    /// <summary>A code.</summary>
    public static CampaignFact OfCode(string name, string code) => new() { Name = name, Code = code };

    /// <summary>Words, with what they are in other languages.</summary>
    public static CampaignFact OfWords(string name, string words, IReadOnlyDictionary<Culture, string>? wordsIn = null) => new() { Name = name, Words = words, WordsIn = wordsIn };

    /// <summary>What stands in the content for a reader of a culture.</summary>
    public string In(Culture culture)
    {
        if (Money is { } money)
        {
            return culture.Format(money);
        }

        if (Date is { } date)
        {
            return culture.Format(date);
        }

        if (Code is not null)
        {
            return Code;
        }

        foreach (var at in culture.WithParents())
        {
            if (WordsIn is not null && WordsIn.TryGetValue(at, out var words))
            {
                return words;
            }
        }

        return Words ?? "";
    }
}
