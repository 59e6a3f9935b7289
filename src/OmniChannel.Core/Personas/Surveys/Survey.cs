using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OmniChannel;

/// <summary>A message with typed questions. Its answers are touchpoints: they become evidence for personas by <see cref="Persona.Evidence"/>, and facts of the customer by <see cref="SurveyQuestion.Fact"/>. Immutable.</summary>
public sealed record Survey
{
    /// <summary>Its name for code.</summary>
    public required SurveyId Id { get; init; }

    /// <summary>What the customer reads first: a template.</summary>
    public required string Title { get; init; }

    /// <summary>The questions in their order, at least one, at most 50.</summary>
    public required IReadOnlyList<SurveyQuestion> Questions { get; init; }

    /// <summary>Reads what a customer answered to one question: the number or the name of an option, a number, yes or no, words. Pure; never throws for what the customer wrote.</summary>
    /// <param name="question">The question's name.</param>
    /// <param name="said">What was written, or the value of a link that was followed.</param>
    /// <exception cref="ArgumentException">The survey has no such question.</exception>
    public SurveyReadResult Read(string question, string said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return SurveyReader.Read(this, Find(question), said);
    }

    /// <summary>Reads a reply that does not say what it answers, such as a text message: the first question that is open.</summary>
    /// <param name="said">What was written.</param>
    /// <param name="answered">The names of the questions that were answered already.</param>
    public SurveyReadResult ReadReply(string said, IReadOnlyCollection<string> answered)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(answered);
        return NextAfter(answered) is { } open ? SurveyReader.Read(this, open, said) : new SurveyReadResult { Problem = "Every question of the survey was answered." };
    }

    /// <summary>The first question that was not answered; null when all were.</summary>
    /// <param name="answered">The names of the questions that were.</param>
    public SurveyQuestion? NextAfter(IReadOnlyCollection<string> answered) => Questions.FirstOrDefault(question => !answered.Contains(question.Name));

    /// <summary>The survey as a variant for a channel: everything at once with a link for each answer where there is HTML, one question at a time with numbers to reply by or buttons elsewhere.</summary>
    /// <param name="channel">A channel of the library, or of the host with the definition given.</param>
    /// <param name="answersAt">Where links lead: an absolute https address, which may be a template, such as "https://shop.example/survey/{{message.token}}"; survey, question and answer are added to it. Show there what was chosen, and take it by POST: scanners follow every link. Null for no links.</param>
    /// <param name="question">The question that is asked where one is asked at a time; null for the first.</param>
    /// <param name="definition">What the channel can do; null for a channel of the library.</param>
    /// <exception cref="ArgumentException">The channel is not known, the address is none, or the survey has no such question.</exception>
    public Variant ToVariant(Channel channel, string? answersAt = null, string? question = null, ChannelDefinition? definition = null) =>
        SurveyForm.Of(this, definition ?? ChannelDefinitions.Find(channel) ?? throw new ArgumentException($"Channel '{channel}' is none of the library's; pass its definition.", nameof(channel)), answersAt, question is null ? Questions[0] : Find(question));

    /// <summary>The touchpoint that says so. Its id follows from survey, question, answer and reply, so that a reply which comes twice counts once, and one who changes an answer back is heard.</summary>
    /// <param name="answer">What was read.</param>
    /// <param name="reply">Who answered, when and where.</param>
    /// <exception cref="ArgumentException">The answer is of another survey.</exception>
    public Touchpoint ToTouchpoint(SurveyAnswer answer, SurveyReply reply)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(reply);
        if (answer.Survey != Id)
        {
            throw new ArgumentException($"The answer is of survey '{answer.Survey}', this is '{Id}'; ask that one.", nameof(answer));
        }

        var said = string.Join('\n', answer.Said);
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [BehaviourFold.SurveyEntry] = Id.Value,
            [BehaviourFold.QuestionEntry] = answer.Question,
            [BehaviourFold.AnswerEntry] = said,
        };
        if (reply.Id is { } named)
        {
            data[BehaviourFold.ReplyEntry] = named;
        }

        if (!reply.ByMachine && FactsOf(answer) is { Count: > 0 } facts)
        {
            using var written = new MemoryStream();
            using (var json = new Utf8JsonWriter(written, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                FactSetJsonConverter.Write(json, facts);
            }

            data[BehaviourFold.FactsEntry] = Encoding.UTF8.GetString(written.ToArray());
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Id.Value, answer.Question, reply.Run ?? "", reply.Customer.Value, reply.Id ?? reply.At.UtcTicks.ToString(CultureInfo.InvariantCulture), said)));
        return new Touchpoint
        {
            Source = reply.Source,
            Id = $"survey/{Convert.ToHexStringLower(hash.AsSpan(0, 16))}",
            Type = reply.ByMachine ? TouchpointType.SurveyFollowed : TouchpointType.SurveyAnswered,
            Customer = reply.Customer,
            At = reply.At,
            Channel = reply.Channel,
            Device = reply.Device,
            Data = data,
        };
    }

    internal SurveyQuestion Find(string name) => Questions.FirstOrDefault(question => question.Name == name)
        ?? throw new ArgumentException($"Survey '{Id}' has no question '{name}'; it has {string.Join(", ", Questions.Select(question => $"'{question.Name}'"))}.", nameof(name));

    /// <summary>What an answer states by the host's own facts. Flags of options that were not chosen are false.</summary>
    private FactSet FactsOf(SurveyAnswer answer)
    {
        var question = Find(answer.Question);
        var facts = question.Fact is { } fact
            ? FactSet.Empty.With(fact.Name, null, fact.Kind switch
            {
                FactKind.Flag => FactValue.Of(answer.IsYes ?? false),
                FactKind.Number => FactValue.Of((long)(answer.Number ?? 0)),
                _ => FactValue.Of(string.Join('\n', answer.Said)),
            })
            : FactSet.Empty;
        return question.Options.Where(option => option.Fact is not null)
            .Aggregate(facts, (stated, option) => stated.With(option.Fact!.Name, null, FactValue.Of(answer.Said.Contains(option.Name))));
    }
}
