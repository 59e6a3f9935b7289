using System.Globalization;

namespace OmniChannel;

/// <summary>Reads what customers write, as they write it: "2", "2.", "b)", "Often", "1, 3", "yes".</summary>
internal static class SurveyReader
{
    private const int MaxText = 1000;
    private static readonly string[] Stops = ["stop", "stopall", "unsubscribe", "cancel", "end", "quit"];
    private static readonly char[] Around = [' ', '\t', '\r', '\n', '.', ')', '(', '#', '!', '"', '\'', ':', ';', ','];
    private static readonly char[] Between = [',', ';', '+', '&', '/', ' ', '\n', '\r', '\t'];

    public static SurveyReadResult Read(Survey survey, SurveyQuestion question, string said)
    {
        if (said.Length > MaxText || said.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || Text.HasLoneSurrogate(said))
        {
            return Wrong($"Please answer in at most {MaxText} characters of text.");
        }

        var bare = said.Trim(Around);
        if (Stops.Contains(bare, StringComparer.OrdinalIgnoreCase) && !question.Options.Any(option => Is(option, bare)))
        {
            return Wrong("This is a wish to stop, not an answer; record it as consent.");
        }

        return question.Kind switch
        {
            SurveyQuestionKind.SingleChoice => OptionOf(question, bare) is { } option ? Right(survey, question, [option.Name]) : Wrong(OneOf(question)),
            SurveyQuestionKind.MultipleChoice => Several(question, bare) is { Count: > 0 } options ? Right(survey, question, [.. options.Select(chosen => chosen.Name)]) : Wrong(SomeOf(question)),
            SurveyQuestionKind.Scale or SurveyQuestionKind.Number => int.TryParse(bare, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= question.Min && number <= question.Max
                ? Right(survey, question, [number.ToString(CultureInfo.InvariantCulture)])
                : Wrong($"Please answer with a whole number from {question.Min} to {question.Max}."),
            SurveyQuestionKind.YesNo => YesOrNo(question, bare) is { } yes ? Right(survey, question, [yes ? "yes" : "no"]) : Wrong("Please answer with yes (1) or no (2)."),
            _ => said.Trim() is { Length: > 0 } words ? Right(survey, question, [words.ReplaceLineEndings("\n")]) : Wrong("Please answer with some words."),
        };
    }

    private static SurveyReadResult Right(Survey survey, SurveyQuestion question, IReadOnlyList<string> said) => new()
    {
        Answer = new SurveyAnswer
        {
            Survey = survey.Id,
            Question = question.Name,
            Said = said,
            Number = question.Kind is SurveyQuestionKind.Scale or SurveyQuestionKind.Number ? int.Parse(said[0], CultureInfo.InvariantCulture) : null,
            IsYes = question.Kind == SurveyQuestionKind.YesNo ? said[0] == "yes" : null,
        },
    };

    private static SurveyReadResult Wrong(string problem) => new() { Problem = problem };

    private static bool? YesOrNo(SurveyQuestion question, string bare) =>
        bare is "1" || Says(bare, "yes", "y") || question.YesWords.Contains(bare, StringComparer.OrdinalIgnoreCase) ? true
        : bare is "2" || Says(bare, "no", "n") || question.NoWords.Contains(bare, StringComparer.OrdinalIgnoreCase) ? false
        : null;

    private static bool Says(string bare, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (bare.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static SurveyOption? OptionOf(SurveyQuestion question, string bare) =>
        question.Options.FirstOrDefault(option => Is(option, bare)) ?? ByPlace(question, bare);

    private static bool Is(SurveyOption option, string bare) =>
        string.Equals(option.Name, bare, StringComparison.OrdinalIgnoreCase) || string.Equals(option.Text.Trim(Around), bare, StringComparison.OrdinalIgnoreCase);

    /// <summary>"2" or "b".</summary>
    private static SurveyOption? ByPlace(SurveyQuestion question, string bare)
    {
        var place = int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1
            : bare.Length == 1 && char.IsAsciiLetter(bare[0]) ? char.ToLowerInvariant(bare[0]) - 'a'
            : -1;
        return place >= 0 && place < question.Options.Count ? question.Options[place] : null;
    }

    /// <summary>Every part has to be an option; what is one option as a whole is not divided.</summary>
    private static List<SurveyOption>? Several(SurveyQuestion question, string bare)
    {
        if (OptionOf(question, bare) is { } whole)
        {
            return [whole];
        }

        var chosen = new HashSet<SurveyOption>();
        foreach (var part in bare.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Equals("and", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (OptionOf(question, part.Trim(Around)) is not { } option)
            {
                return null;
            }

            chosen.Add(option);
        }

        return [.. question.Options.Where(chosen.Contains)];
    }

    private static string OneOf(SurveyQuestion question) => $"Please answer with a number from 1 to {question.Options.Count}: {Listed(question)}.";

    private static string SomeOf(SurveyQuestion question) => $"Please answer with numbers from 1 to {question.Options.Count}, such as 1,{question.Options.Count}: {Listed(question)}.";

    private static string Listed(SurveyQuestion question) => string.Join(", ", question.Options.Select((option, place) => $"{place + 1} {option.Text}"));
}
