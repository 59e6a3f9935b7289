using System.Globalization;

namespace OmniChannel;

/// <summary>What speaks for a persona, and how much: <c>PersonaEvidence.Of(TouchpointType.ItemSaved, 20).About(kids)</c>. Of what it names all must be so; what it does not name does not matter. Points are before trust and age. Immutable.</summary>
public sealed record PersonaEvidence
{
    /// <summary>The most points, and the most against.</summary>
    public const int Most = 1000;

    private PersonaEvidence(int points) => Points = points != 0 && points is >= -Most and <= Most
        ? points
        : throw new ArgumentOutOfRangeException(nameof(points), points, $"Evidence is worth −{Most} to {Most} points, and not none.");

    /// <summary>How much each occurrence is worth; below zero speaks against the persona.</summary>
    public int Points { get; }

    /// <summary>The touchpoint; null for any, or for none.</summary>
    public TouchpointType? Touchpoint { get; private init; }

    /// <summary>The receipt; null for none.</summary>
    public ReceiptKind? Receipt { get; private init; }

    /// <summary>On this channel; null for any.</summary>
    public Channel? Channel { get; private init; }

    /// <summary>About this topic, which a touchpoint's data names as "topic"; null for any.</summary>
    public Topic? Topic { get; private init; }

    /// <summary>Who came from here: every member that is stated is the same, whatever the case; null for no matter.</summary>
    public AcquisitionSource? Acquisition { get; private init; }

    /// <summary>The survey whose answer it is; null for none.</summary>
    public SurveyId? Survey { get; private init; }

    /// <summary>The question.</summary>
    public string? Question { get; private init; }

    /// <summary>The option, or the number or word, that was said.</summary>
    public string? Answer { get; private init; }

    /// <summary>That a customer did this.</summary>
    public static PersonaEvidence Of(TouchpointType touchpoint, int points) => new(points) { Touchpoint = touchpoint };

    /// <summary>That a delivery had this receipt.</summary>
    public static PersonaEvidence Of(ReceiptKind receipt, int points) => new(points) { Receipt = receipt };

    /// <summary>That a customer did anything about a topic. What the customer says of the topic outranks it: a dislike silences it, a like counts as five of it.</summary>
    public static PersonaEvidence Of(Topic topic, int points) => new(points) { Topic = topic };

    /// <summary>That a customer did anything on a channel.</summary>
    public static PersonaEvidence Of(Channel channel, int points) => new(points) { Channel = channel };

    /// <summary>That a customer came from here.</summary>
    /// <param name="from">Network, source, medium, campaign and referrer as far as they matter.</param>
    /// <param name="points">How much each visit from there is worth.</param>
    /// <exception cref="ArgumentException">None of these is stated.</exception>
    public static PersonaEvidence Of(AcquisitionSource from, int points)
    {
        ArgumentNullException.ThrowIfNull(from);
        return from is { Network: null, Source: null, Medium: null, Campaign: null, Referrer: null }
            ? throw new ArgumentException("The source states neither network, source, medium, campaign nor referrer; state one of them.", nameof(from))
            : new(points) { Acquisition = from };
    }

    /// <summary>That a customer answered this, last.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="question">The question's name.</param>
    /// <param name="answer">The option's name, or what was said: "7", "yes".</param>
    /// <param name="points">How much it is worth.</param>
    public static PersonaEvidence Of(SurveyId survey, string question, string answer, int points) => new(points) { Survey = survey, Question = Text.Identifier(question), Answer = Text.Identifier(answer) };

    /// <summary>The same, on one channel only.</summary>
    public PersonaEvidence On(Channel channel) => this with { Channel = channel };

    /// <summary>The same, about one topic only.</summary>
    public PersonaEvidence About(Topic topic) => this with { Topic = topic };

    /// <summary>What it is, in words.</summary>
    public override string ToString() => $"{Words()}: {Points.ToString("+0;-0", CultureInfo.InvariantCulture)}";

    internal string Words() => Survey is { } survey ? $"answered '{Answer}' to '{Question}' of survey {survey}"
        : Acquisition is { } from ? $"came by {from}"
        : $"{(Touchpoint is { } touchpoint ? touchpoint.Name : Receipt is { } receipt ? $"{receipt} a message".ToLowerInvariant() : "did anything")}{(Channel is { } channel ? $" on {channel}" : "")}{(Topic is { } topic ? $" about {topic}" : "")}";

    internal bool Fits(BehaviourSignal signal) => Survey is null && signal.Kind switch
    {
        SignalKind.Acquisition => Acquisition is { } from && Same(from.Network, signal.Acquisition!.Network) && Same(from.Source, signal.Acquisition.Source) && Same(from.Medium, signal.Acquisition.Medium)
            && Same(from.Campaign, signal.Acquisition.Campaign) && Same(from.Referrer, signal.Acquisition.Referrer),
        SignalKind.Touchpoint => Acquisition is null && Receipt is null && (Touchpoint is null || Touchpoint == signal.Type) && Where(signal),
        _ => Acquisition is null && Receipt is { } receipt && receipt == signal.Receipt && Where(signal),
    };

    private bool Where(BehaviourSignal signal) => (Channel is null || Channel == signal.Channel) && (Topic is null || Topic == signal.Topic);

    private static bool Same(string? stated, string? found) => stated is null || string.Equals(stated, found, StringComparison.OrdinalIgnoreCase);
}
