using System.Text.Json;

namespace OmniChannel;

/// <summary>
/// Counts what customers do. Pure and commutative: events in any order, and late, give the same. What is bounded is cut by an order that more events do not change, so that what
/// was cut once would be cut again: of counted days the newest are kept, of answers those that people gave last.
/// </summary>
internal static class BehaviourFold
{
    /// <summary>The entries of a touchpoint's data that say where it came from.</summary>
    public const string LandingEntry = "landing";
    public const string ReferrerEntry = "referrer";

    /// <summary>The entries of the data of <see cref="TouchpointType.SurveyAnswered"/>.</summary>
    public const string SurveyEntry = "survey";
    public const string QuestionEntry = "question";
    public const string AnswerEntry = "answer";
    public const string FactsEntry = "facts";
    public const string ReplyEntry = "reply";

    private static readonly JsonSerializerOptions JsonOptions = new();

    /// <summary>How many days of one sign are kept. The next was so long before the last that after 17 of the default half-lives it is worth nothing: what is cut lowers no weight.</summary>
    private const int MaxDaysOfSign = 512;

    /// <summary>How many days of all signs together are kept, so that nobody's state grows without end.</summary>
    private const int MaxDays = 2048;

    private const int MaxAnswers = 200;

    public static CustomerBehaviour Add(CustomerBehaviour? known, Touchpoint touchpoint)
    {
        var day = SignalTally.DayOf(touchpoint.At);
        var counted = Count(known ?? CustomerBehaviour.None, BehaviourSignal.KeyOf(touchpoint, stackalloc char[256]), day, 1);
        if ((touchpoint.Data.TryGetValue(LandingEntry, out var landing) | touchpoint.Data.TryGetValue(ReferrerEntry, out var referrer)) && AcquisitionReader.Read(landing, referrer).Source is { } from)
        {
            counted = Came(Count(counted, BehaviourSignal.KeyOf(from), day, 1), new AcquisitionTouch { At = touchpoint.At, Source = from });
        }

        return (touchpoint.Type == TouchpointType.SurveyAnswered || touchpoint.Type == TouchpointType.SurveyFollowed) && AnswerOf(touchpoint) is { } answer ? Answered(counted, [answer]) : counted;
    }

    public static CustomerBehaviour Add(CustomerBehaviour? known, Receipt receipt, Channel channel) =>
        Count(known ?? CustomerBehaviour.None, BehaviourSignal.KeyOf(receipt, channel), SignalTally.DayOf(receipt.At), 1);

    /// <summary>What several customers did who are one person.</summary>
    public static CustomerBehaviour? Join(IEnumerable<CustomerBehaviour> all)
    {
        CustomerBehaviour? joined = null;
        foreach (var one in all)
        {
            joined = joined is null ? one : Joined(joined, one);
        }

        return joined;
    }

    private static CustomerBehaviour Joined(CustomerBehaviour left, CustomerBehaviour right)
    {
        foreach (var signal in right.Signals)
        {
            for (var place = 0; place < signal.Days.Length; place += 2)
            {
                left = Count(left, signal.Key, signal.Days[place], signal.Days[place + 1]);
            }
        }

        left = right.First is { } first ? Came(left, first) : left;
        left = right.Last is { } last ? Came(left, last) : left;
        return right.Answers is { } answers ? Answered(left, answers) : left;
    }

    private static CustomerBehaviour Count(CustomerBehaviour known, ReadOnlySpan<char> key, int day, int count)
    {
        var signals = known.Signals;
        var (from, until) = (0, signals.Length);
        while (from < until)
        {
            var middle = (from + until) >>> 1;
            (from, until) = signals[middle].Key.AsSpan().SequenceCompareTo(key) < 0 ? (middle + 1, until) : (from, middle);
        }

        SignalTally[] counted;
        if (from < signals.Length && key.SequenceEqual(signals[from].Key))
        {
            counted = (SignalTally[])signals.Clone();
            var more = counted[from].With(day, count);
            counted[from] = more.Days.Length > 2 * MaxDaysOfSign ? more.WithoutOldest() : more;
        }
        else
        {
            counted = [.. signals.AsSpan(0, from), new SignalTally { Key = key.ToString(), Days = [day, count] }, .. signals.AsSpan(from)];
        }

        var days = 0;
        foreach (var signal in counted)
        {
            days += signal.Days.Length / 2;
        }

        return known with { Signals = days > MaxDays ? Cut(counted) : counted };
    }

    /// <summary>Without the oldest day; of two signs on it without the one whose key is first.</summary>
    private static SignalTally[] Cut(SignalTally[] signals)
    {
        var oldest = 0;
        for (var i = 1; i < signals.Length; i++)
        {
            oldest = signals[i].Days[0] < signals[oldest].Days[0] ? i : oldest;
        }

        return signals[oldest].Days.Length == 2
            ? [.. signals.AsSpan(0, oldest), .. signals.AsSpan(oldest + 1)]
            : [.. signals.AsSpan(0, oldest), signals[oldest].WithoutOldest(), .. signals.AsSpan(oldest + 1)];
    }

    private static CustomerBehaviour Came(CustomerBehaviour known, AcquisitionTouch touch) => known with
    {
        First = known.First is null || InOrder(touch, known.First) < 0 ? touch : known.First,
        Last = known.Last is null || InOrder(touch, known.Last) > 0 ? touch : known.Last,
    };

    /// <summary>By time; at one instant by all that they say.</summary>
    private static int InOrder(AcquisitionTouch left, AcquisitionTouch right)
    {
        var order = left.At.CompareTo(right.At);
        return order != 0 ? order : string.CompareOrdinal(Whole(left.Source), Whole(right.Source));

        static string Whole(AcquisitionSource of) => string.Join('\n', of.Network, of.ClickIdName, of.ClickId, of.Source, of.Medium, of.Campaign, of.Term, of.Content, of.Referrer, of.Channel?.Name);
    }

    private static CustomerBehaviour Answered(CustomerBehaviour known, IEnumerable<SurveyAnswerRow> answers)
    {
        var kept = answers.Concat(known.Answers ?? [])
            .GroupBy(answer => answer.Question, StringComparer.Ordinal)
            .Select(same => same.OrderBy(answer => answer.ByMachine == true).ThenByDescending(answer => answer.At).ThenByDescending(answer => answer.Said, StringComparer.Ordinal).ThenByDescending(answer => answer.Reply, StringComparer.Ordinal).First())
            .OrderBy(answer => answer.ByMachine == true).ThenByDescending(answer => answer.At).ThenByDescending(answer => answer.Question, StringComparer.Ordinal)
            .Take(MaxAnswers)
            .ToList();
        return known with
        {
            Answers = [.. kept.OrderBy(answer => answer.Question, StringComparer.Ordinal)],
            Facts = kept.AsEnumerable().Reverse().Aggregate((FactSet?)null, (said, answer) => answer.Facts is { } facts ? (said ?? FactSet.Empty).With(facts) : said),
        };
    }

    /// <summary>An answer that is not complete is a touchpoint like any other.</summary>
    private static SurveyAnswerRow? AnswerOf(Touchpoint touchpoint)
    {
        var data = touchpoint.Data;
        if (!data.TryGetValue(SurveyEntry, out var survey) || !data.TryGetValue(QuestionEntry, out var question) || !data.TryGetValue(AnswerEntry, out var said))
        {
            return null;
        }

        var byMachine = touchpoint.Type == TouchpointType.SurveyFollowed;
        return new SurveyAnswerRow
        {
            Question = $"{survey}\n{question}",
            Said = said,
            At = touchpoint.At,
            Facts = !byMachine && data.TryGetValue(FactsEntry, out var facts) ? FactsOf(facts) : null,
            ByMachine = byMachine ? true : null,
            Reply = data.GetValueOrDefault(ReplyEntry),
        };
    }

    private static FactSet? FactsOf(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
            return reader.Read() ? new FactSetJsonConverter().Read(ref reader, typeof(FactSet), JsonOptions) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
