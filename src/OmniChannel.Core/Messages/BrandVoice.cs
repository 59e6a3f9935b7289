namespace OmniChannel;

/// <summary>How one brand speaks, above all of its campaigns. A campaign that strays is found when it is checked; only <see cref="LegalLines"/> keep it from being sent.</summary>
public sealed record BrandVoice
{
    /// <summary>What is wanted and forbidden, by language.</summary>
    public IReadOnlyList<ToneWords> Tone { get; init; } = [];

    /// <summary>How customers are addressed. Known for German, French, Spanish, Italian and Dutch.</summary>
    /// <value>Default: either way.</value>
    public Formality Formality { get; init; }

    /// <summary>How many exclamation marks one variant may have in one language; null for any number.</summary>
    public int? MaxExclamationMarks { get; init; }

    /// <summary>Whether words may be written in capitals throughout. Words of up to three letters, and the campaign's codes, always may.</summary>
    /// <value>Default: true.</value>
    public bool AllCaps { get; init; } = true;

    /// <summary>The channels on which emoji may be used; null for every one.</summary>
    public IReadOnlyList<Channel>? EmojiOn { get; init; }

    /// <summary>How many parts a text message may have; each is paid for.</summary>
    /// <value>Default: 3.</value>
    public int MaxSmsParts { get; init; } = 3;

    /// <summary>From which likeness on two channels count as having the same text pasted: 0 for nothing in common, 1 for the same words in the same order.</summary>
    /// <value>Default: 0.85.</value>
    public double PastedFrom { get; init; } = 0.85;

    /// <summary>Lines that have to be there.</summary>
    public IReadOnlyList<LegalLine> LegalLines { get; init; } = [];
}
