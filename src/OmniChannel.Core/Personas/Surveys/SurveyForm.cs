using System.Globalization;
using System.Net;
using System.Text;

namespace OmniChannel;

/// <summary>Renders a survey for the medium of a channel.</summary>
internal static class SurveyForm
{
    /// <param name="survey">The survey.</param>
    /// <param name="definition">The channel.</param>
    /// <param name="answersAt">Where links lead; null for none.</param>
    /// <param name="one">The question that is asked where one is asked at a time.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    public static Variant Of(Survey survey, ChannelDefinition definition, string? answersAt, SurveyQuestion one)
    {
        if (answersAt is not null && !answersAt.StartsWith("https://", StringComparison.Ordinal))
        {
            throw new ArgumentException($"Answers are sent to '{answersAt}'; expected an absolute https address.", nameof(answersAt));
        }

        var can = definition.Capabilities;
        var link = can.Links ? answersAt : null;
        var choices = Choices(one);
        return can.Html
            ? new Variant { Channel = definition.Channel, Subject = can.SubjectLimit is null ? null : survey.Title, Text = Whole(survey, link), Html = Html(survey, link), Link = link is null ? null : LinkOf(link, survey) }
            : choices.Count > 0 && choices.Count <= can.MaxButtons
                ? new Variant { Channel = definition.Channel, Subject = can.SubjectLimit is null ? null : survey.Title, Text = Opening(survey, one) + one.Text, Buttons = [.. choices.Select(choice => choice.Text)], Link = link is null ? null : LinkOf(link, survey, one) }
                : new Variant { Channel = definition.Channel, Subject = can.SubjectLimit is null ? null : survey.Title, Text = Opening(survey, one) + Asked(one), Link = link is null || HasSubjectOnly(can) ? null : LinkOf(link, survey, one) };
    }

    private static bool HasSubjectOnly(ChannelCapabilities can) => can.Address == AddressKind.Phone;

    private static string Opening(Survey survey, SurveyQuestion one) => ReferenceEquals(one, survey.Questions[0]) ? survey.Title + "\n" : "";

    /// <summary>A question with the numbers to reply by.</summary>
    private static string Asked(SurveyQuestion question) => question.Kind switch
    {
        SurveyQuestionKind.SingleChoice => $"{question.Text} Reply {Numbered(question)}.",
        SurveyQuestionKind.MultipleChoice => $"{question.Text} Reply with one or more, such as 1,2: {Numbered(question)}.",
        SurveyQuestionKind.Scale or SurveyQuestionKind.Number => string.Create(CultureInfo.InvariantCulture, $"{question.Text} Reply {question.Min} to {question.Max}."),
        SurveyQuestionKind.YesNo => $"{question.Text} Reply 1 for yes, 2 for no.",
        _ => $"{question.Text} Reply in your own words.",
    };

    private static string Numbered(SurveyQuestion question) => string.Join(", ", question.Options.Select((option, place) => $"{place + 1} for {option.Text}"));

    private static string Whole(Survey survey, string? link)
    {
        var text = new StringBuilder(survey.Title);
        foreach (var question in survey.Questions)
        {
            text.Append("\n\n").Append(question.Text);
            foreach (var (value, says) in link is null ? [] : Choices(question))
            {
                text.Append("\n- ").Append(says).Append(": ").Append(LinkOf(link!, survey, question, value));
            }

            if (link is null || Choices(question).Count == 0)
            {
                text.Append(link is null ? " " + Asked(question)[question.Text.Length..].TrimStart() : "\n- " + LinkOf(link, survey, question));
            }
        }

        return text.ToString();
    }

    private static string Html(Survey survey, string? link)
    {
        var html = new StringBuilder("<h1>").Append(WebUtility.HtmlEncode(survey.Title)).Append("</h1>");
        foreach (var question in survey.Questions)
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(link is null ? Asked(question) : question.Text)).Append("</p>");
            if (link is null)
            {
                continue;
            }

            var choices = Choices(question);
            html.Append("<ul>");
            foreach (var (value, says) in choices.Count > 0 ? choices : [("", "…")])
            {
                html.Append("<li><a href=\"").Append(WebUtility.HtmlEncode(LinkOf(link, survey, question, value))).Append("\">").Append(WebUtility.HtmlEncode(says)).Append("</a></li>");
            }

            html.Append("</ul>");
        }

        return html.ToString();
    }

    /// <summary>What can be chosen by one tap: values and texts; none where something has to be written, or several are chosen.</summary>
    private static List<(string Value, string Text)> Choices(SurveyQuestion question) => question.Kind switch
    {
        SurveyQuestionKind.SingleChoice => [.. question.Options.Select(option => (option.Name, option.Text))],
        SurveyQuestionKind.Scale => [.. Enumerable.Range(question.Min, question.Max - question.Min + 1).Select(number => (number.ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture)))],
        SurveyQuestionKind.YesNo => [("yes", "Yes"), ("no", "No")],
        _ => [],
    };

    private static string LinkOf(string link, Survey survey, SurveyQuestion? question = null, string value = "")
    {
        var of = $"{link}{(link.Contains('?', StringComparison.Ordinal) ? '&' : '?')}s={Uri.EscapeDataString(survey.Id.Value)}";
        of += question is null ? "" : $"&q={Uri.EscapeDataString(question.Name)}";
        return value.Length == 0 ? of : $"{of}&a={Uri.EscapeDataString(value)}";
    }
}
