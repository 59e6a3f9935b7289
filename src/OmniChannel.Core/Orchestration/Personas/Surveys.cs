namespace OmniChannel;

/// <summary>Takes the answers to surveys: reads, checks and records them. Safe for many threads.</summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.Surveys"/>.</remarks>
public sealed class Surveys
{
    private readonly Instance instance;
    private readonly Recorder recorder;
    private readonly Action started;

    internal Surveys(Instance instance, Recorder recorder, Action started) => (this.instance, this.recorder, this.started) = (instance, recorder, started);

    /// <summary>The surveys of the instance.</summary>
    public IReadOnlyList<Survey> All => instance.Surveys;

    /// <summary>The survey of that name; null when there is none.</summary>
    public Survey? Find(SurveyId survey) => instance.Surveys.FirstOrDefault(one => one.Id == survey);

    /// <summary>Records what a customer answered to one question: a link that was followed and confirmed, a field of a pop-up. A link that was only followed may be a scanner's doing: <see cref="SurveyReply.ByMachine"/>.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="question">The question's name.</param>
    /// <param name="said">What was written or chosen.</param>
    /// <param name="reply">Who, when and where.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>What was understood and recorded, or why nothing was.</returns>
    /// <exception cref="ArgumentException">There is no such survey or question.</exception>
    public ValueTask<SurveyAnswerResult> AnswerAsync(SurveyId survey, string question, string said, SurveyReply reply, CancellationToken cancellationToken = default)
    {
        var asked = Get(survey);
        return RecordAsync(asked, asked.Read(question, said), reply, cancellationToken);
    }

    /// <summary>Records a reply that does not say what it answers, such as a text message: it answers the first question that the customer has not answered since it was asked.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="said">What was written.</param>
    /// <param name="askedAt">Since when the customer is asked: answers before that do not count as given.</param>
    /// <param name="reply">Who, when and where.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>What was understood and recorded, and which question is next; or why nothing was.</returns>
    /// <exception cref="ArgumentException">There is no such survey.</exception>
    public async ValueTask<SurveyAnswerResult> ReplyAsync(SurveyId survey, string said, DateTimeOffset askedAt, SurveyReply reply, CancellationToken cancellationToken = default)
    {
        var asked = Get(survey);
        ArgumentNullException.ThrowIfNull(reply);
        var state = await CustomerUnit.ReadPersonAsync(instance, reply.Customer, cancellationToken).ConfigureAwait(false);
        var prefix = survey.Value + "\n";
        var answered = (state.Behaviour?.Answers ?? [])
            .Where(answer => answer.At >= askedAt && answer.ByMachine != true && answer.Question.StartsWith(prefix, StringComparison.Ordinal))
            .Where(answer => !IsOf(answer, asked, answer.Question[prefix.Length..], said, reply))
            .Select(answer => answer.Question[prefix.Length..])
            .ToHashSet(StringComparer.Ordinal);
        var read = asked.ReadReply(said, answered);
        var result = await RecordAsync(asked, read, reply, cancellationToken).ConfigureAwait(false);
        return result.Answer is { } answer ? result with { Next = asked.NextAfter([.. answered, answer.Question]) } : result with { Next = asked.NextAfter(answered) };
    }

    private async ValueTask<SurveyAnswerResult> RecordAsync(Survey survey, SurveyReadResult read, SurveyReply reply, CancellationToken cancellationToken) => read.Answer is { } answer
        ? new SurveyAnswerResult { Answer = answer, Recorded = await recorder.RecordAsync(survey.ToTouchpoint(answer, reply), null, cancellationToken).ConfigureAwait(false) }
        : new SurveyAnswerResult { Problem = read.Problem };

    /// <summary>Whether an answer came from this very reply, which is delivered again.</summary>
    private static bool IsOf(SurveyAnswerRow answer, Survey survey, string question, string said, SurveyReply reply) => reply.Id is { } id
        ? answer.Reply == id
        : answer.At == reply.At && survey.Questions.FirstOrDefault(one => one.Name == question) is { } asked && SurveyReader.Read(survey, asked, said).Answer is { } read && string.Join('\n', read.Said) == answer.Said;

    private Survey Get(SurveyId survey)
    {
        started();
        return Find(survey) ?? throw new ArgumentException($"There is no survey '{survey}'; add it by AddSurvey.", nameof(survey));
    }
}
