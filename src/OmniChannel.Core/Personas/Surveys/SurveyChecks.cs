namespace OmniChannel;

/// <summary>What is wrong with surveys: every problem together, each a sentence with its place and the fix.</summary>
internal static class SurveyChecks
{
    private const int MaxQuestions = 50;
    private const int MaxOptions = 20;
    private const int MaxName = 100;
    private const int WidestScale = 20;

    public static IEnumerable<string> Problems(IReadOnlyList<Survey> surveys) =>
    [
        .. surveys.GroupBy(survey => survey.Id.Value, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => $"There are {same.Count()} surveys named '{same.Key}'; keep one."),
        .. surveys.SelectMany(Of),
    ];

    private static IEnumerable<string> Of(Survey survey)
    {
        if (survey.Questions.Count is 0 or > MaxQuestions)
        {
            yield return $"Survey '{survey.Id}' has {survey.Questions.Count} questions; expected 1 to {MaxQuestions}.";
        }

        for (var i = 0; i < survey.Questions.Count; i++)
        {
            var question = survey.Questions[i];
            foreach (var problem in Of(question))
            {
                yield return $"Survey '{survey.Id}', question {i + 1} ('{question.Name}'): {problem}.";
            }

            if (survey.Questions.Take(i).Any(other => other.Name == question.Name))
            {
                yield return $"Survey '{survey.Id}', question {i + 1}: '{question.Name}' is there twice; give each a name of its own.";
            }
        }
    }

    private static IEnumerable<string> Of(SurveyQuestion question)
    {
        var isChoice = question.Kind is SurveyQuestionKind.SingleChoice or SurveyQuestionKind.MultipleChoice;
        if (!IsName(question.Name) || string.IsNullOrWhiteSpace(question.Text))
        {
            yield return $"it needs a name of one line and at most {MaxName} characters, and a text";
        }

        if (!Enum.IsDefined(question.Kind))
        {
            yield return $"{question.Kind} is no kind of question";
        }

        if (isChoice != question.Options.Count > 0 || question.Options.Count is 1 or > MaxOptions)
        {
            yield return isChoice ? $"it has {question.Options.Count} options; a choice has 2 to {MaxOptions}" : $"it has options, and is no choice but {question.Kind}";
        }

        foreach (var twice in question.Options.GroupBy(option => option.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any()))
        {
            yield return $"option '{twice.Key}' is there {twice.Count()} times; keep one";
        }

        foreach (var option in question.Options.Where(option => !IsName(option.Name) || string.IsNullOrWhiteSpace(option.Text)))
        {
            yield return $"option '{option.Name}' needs a name of one line and at most {MaxName} characters, and a text";
        }

        if (question.Kind is SurveyQuestionKind.Scale or SurveyQuestionKind.Number && (question.Min > question.Max || (question.Kind == SurveyQuestionKind.Scale && (long)question.Max - question.Min > WidestScale)))
        {
            yield return $"it goes from {question.Min} to {question.Max}; expected the less first, and a scale of at most {WidestScale + 1} numbers";
        }

        foreach (var problem in new[] { question.Fact }.Concat(question.Options.Select(option => option.Fact)).OfType<Fact>().Where(fact => fact.Id != FactId.Host || fact.Domain.PerChannel))
        {
            yield return $"'{problem.Name}' is no fact of the host's own that a customer has; declare it by Facts.Custom, not per channel";
        }

        if (question.Fact is { Id: FactId.Host } stated && stated.Kind != Stated(question.Kind))
        {
            yield return $"its answers are {Stated(question.Kind)?.ToString().ToLowerInvariant() ?? "several at once"}, and '{stated.Name}' is a {stated.Kind.ToString().ToLowerInvariant()}";
        }
    }

    private static FactKind? Stated(SurveyQuestionKind kind) => kind switch
    {
        SurveyQuestionKind.YesNo => FactKind.Flag,
        SurveyQuestionKind.Scale or SurveyQuestionKind.Number => FactKind.Number,
        SurveyQuestionKind.MultipleChoice => null,
        _ => FactKind.Text,
    };

    private static bool IsName(string? name) => name is { Length: > 0 and <= MaxName } && !name.Any(char.IsControl) && !Text.HasLoneSurrogate(name);
}
