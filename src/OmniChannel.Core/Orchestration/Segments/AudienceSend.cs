using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>How a message goes to an audience.</summary>
public sealed record AudienceSendOptions
{
    /// <summary>Names the run, at most 100 characters: a message to the same campaign, run and customer is queued once within the seven days for which keys are kept. Another name sends it again.</summary>
    /// <value>Empty.</value>
    public string Run { get; init; } = "";

    /// <summary>The customer after whom to go on, from an earlier report; null for the beginning.</summary>
    public CustomerId? After { get; init; }

    /// <summary>Not before this instant; null for at once. Each customer's quiet hours and caps hold besides.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Is told how far it is, after each page; null for nobody.</summary>
    public IProgress<AudienceSendReport>? Progress { get; init; }
}

/// <summary>What became of a message to an audience, so far.</summary>
public sealed record AudienceSendReport
{
    /// <summary>How many customers on file were looked at.</summary>
    public long Looked { get; init; }

    /// <summary>How many would be in the audience, and are held out by the policy.</summary>
    public long HeldOut { get; init; }

    /// <summary>How many messages were queued.</summary>
    public long Queued { get; init; }

    /// <summary>How many were queued to go out later.</summary>
    public long Deferred { get; init; }

    /// <summary>Of how many a run before had queued or deferred the message; they are not counted again in <see cref="Queued"/> and <see cref="Deferred"/>.</summary>
    public long Repeated { get; init; }

    /// <summary>How many were skipped, by the code of the reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How many were refused, by kind.</summary>
    public IReadOnlyDictionary<RefusedKind, long> Refused { get; init; } = new SortedDictionary<RefusedKind, long>();

    /// <summary>The customer up to whom everybody was looked at: what to pass as <see cref="AudienceSendOptions.After"/> to go on; null when all were.</summary>
    public CustomerId? Next { get; init; }

    /// <summary>In words, a line for each figure.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"looked at {Looked}, held out {HeldOut}, queued {Queued}, deferred {Deferred}, queued before {Repeated}");
        foreach (var (code, count) in Skipped)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nskipped {count}: {code}");
        }

        foreach (var (kind, count) in Refused)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nrefused {count}: {kind}");
        }

        return text.ToString();
    }

    internal AudienceSendReport With(SendResult result) => result switch
    {
        SendResult.Queued { IsReplay: true } or SendResult.Deferred { IsReplay: true } => this with { Repeated = Repeated + 1 },
        SendResult.Queued => this with { Queued = Queued + 1 },
        SendResult.Deferred => this with { Deferred = Deferred + 1 },
        SendResult.Skipped skipped => this with { Skipped = Plus(Skipped, skipped.Reason.Code, StringComparer.Ordinal) },
        SendResult.Refused refused => this with { Refused = Plus(Refused, refused.Kind, Comparer<RefusedKind>.Default) },
        _ => throw new InvalidOperationException($"{result.GetType().Name} is a result that nobody counts."),
    };

    private static SortedDictionary<TKey, long> Plus<TKey>(IReadOnlyDictionary<TKey, long> counts, TKey key, IComparer<TKey> order)
        where TKey : notnull =>
        new(counts.ToDictionary(), order) { [key] = counts.GetValueOrDefault(key) + 1 };
}
