namespace OmniChannel;

/// <summary>Whether every text says what the campaign says: each fact there, none of them different.</summary>
internal static class FactCheck
{
    public static IEnumerable<CampaignFinding> Check(Campaign campaign, IEnumerable<SpokenText> texts)
    {
        var facts = campaign.Facts ?? [];
        return facts.Count == 0 ? [] : texts.SelectMany(text => Check(text, facts));
    }

    /// <summary>Facts that no template could find, or that say nothing.</summary>
    public static IEnumerable<CampaignFinding> CheckNames(Campaign campaign)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "name" };
        foreach (var fact in campaign.Facts ?? [])
        {
            var kinds = (fact.Money is { Currency: var currency } && currency != default ? 1 : 0) + (fact.Date is null ? 0 : 1) + (string.IsNullOrWhiteSpace(fact.Code) ? 0 : 1) + (string.IsNullOrWhiteSpace(fact.Words) ? 0 : 1);
            if (kinds != 1)
            {
                yield return Invalid($"fact '{fact.Name}' with {kinds} values", "one", "make it by CampaignFact.OfMoney, OfDate, OfCode or OfWords");
            }

            if (Template.Parse("{{" + fact.Name + "}}", default) is { Problems.Count: > 0 } or { Paths.Count: 0 })
            {
                yield return Invalid($"a fact named '{fact.Name}'", "letters, digits, '_' and '-' with dots between", "rename it");
            }
            else if (!taken.Add(fact.Name))
            {
                yield return Invalid($"another fact named '{fact.Name}'", "a name of its own", "rename it");
            }
        }

        CampaignFinding Invalid(string found, string expected, string fix) => new()
        {
            Code = CampaignFindingCode.FactInvalid,
            Severity = DiagnosticSeverity.Error,
            Campaign = campaign.Id,
            Found = found,
            Expected = expected,
            Fix = fix,
        };
    }

    private static IEnumerable<CampaignFinding> Check(SpokenText text, IReadOnlyList<CampaignFact> facts)
    {
        var said = facts.Where(fact => text.Compiled.Paths.Contains("campaign." + fact.Name)).ToHashSet();
        foreach (var (place, _, visible) in text.Parts)
        {
            var spans = new List<(int At, int Length)>();
            foreach (var (at, length, amount, codes) in WrittenMoney.In(visible))
            {
                spans.Add((at, length));
                var same = facts.Where(fact => fact.Money is { } money && money.Amount == amount && codes.Contains(money.Currency.Code)).ToList();
                said.UnionWith(same);
                if (same.Count == 0 && Nearest(facts.Where(fact => fact.Money is not null), fact => Math.Abs(fact.Money!.Value.Amount - amount)) is { } meant)
                {
                    yield return Differs(text, place, at, visible.Substring(at, length), meant);
                }
            }

            foreach (var (at, length, readings) in WrittenDates.In(visible, text.Culture))
            {
                if (spans.Exists(span => at < span.At + span.Length && span.At < at + length))
                {
                    continue;
                }

                var same = facts.Where(fact => fact.Date is { } date && readings.Any(read => read.Month == date.Month && read.Day == date.Day && (read.Year ?? date.Year) == date.Year)).ToList();
                said.UnionWith(same);
                if (same.Count == 0 && facts.FirstOrDefault(fact => fact.Date is not null) is { } meant)
                {
                    yield return Differs(text, place, at, visible.Substring(at, length), meant);
                }
            }

            foreach (var (at, word) in WordsOf(visible))
            {
                said.UnionWith(facts.Where(fact => fact.Code == word));
                if (facts.FirstOrDefault(fact => fact.Code is { } code && IsNear(word, code)) is { } meant && !facts.Any(fact => fact.Code == word))
                {
                    yield return Differs(text, place, at, word, meant);
                }
            }

            var spaced = VisibleText.OneSpaced(visible);
            said.UnionWith(facts.Where(fact => fact.Words is not null && spaced.Contains(VisibleText.OneSpaced(fact.In(text.Culture ?? default)), StringComparison.OrdinalIgnoreCase)));
        }

        foreach (var missing in facts.Where(fact => !fact.IsOptional && !said.Contains(fact)))
        {
            yield return text.Warn(
                CampaignFindingCode.FactMissing, null, null, $"no {missing.Name}", $"\"{missing.In(text.Culture ?? default)}\"", $"say it by {{{{campaign.{missing.Name}}}}}, or make the fact optional");
        }
    }

    private static CampaignFinding Differs(SpokenText text, ContentPlace place, int at, string written, CampaignFact meant) => text.Find(
        CampaignFindingCode.FactDiffers, DiagnosticSeverity.Error, place, at, $"\"{written}\"", $"\"{meant.In(text.Culture ?? default)}\"",
        $"write {{{{campaign.{meant.Name}}}}}, or add what is meant to the campaign's facts as an optional one");

    private static CampaignFact? Nearest(IEnumerable<CampaignFact> facts, Func<CampaignFact, decimal> distance) => facts.MinBy(distance);

    /// <summary>One or two letters from the code, and of its kind: SPRING25 for SPRING20, but not spring.</summary>
    private static bool IsNear(string word, string code) =>
        word.Length >= 4 && code.Length is >= 4 and <= 100 && Math.Abs(word.Length - code.Length) <= 2
        && code.Any(char.IsDigit) == word.Any(char.IsDigit)
        && NearestName.Distance(word, code, static c => c) is > 0 and var distance && distance <= Math.Min(2, code.Length / 3);

    private static IEnumerable<(int At, string Word)> WordsOf(string visible)
    {
        for (var i = 0; i < visible.Length; i++)
        {
            var from = i;
            while (i < visible.Length && (char.IsLetterOrDigit(visible[i]) || (i > from && visible[i] is '-' or '_')))
            {
                i++;
            }

            if (i > from)
            {
                var end = i;
                while (visible[end - 1] is '-' or '_')
                {
                    end--;
                }

                yield return (from, visible[from..end]);
                i--;
            }
        }
    }
}
