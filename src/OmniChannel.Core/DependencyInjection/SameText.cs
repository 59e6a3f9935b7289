namespace OmniChannel;

/// <summary>Whether two descriptions say the same, lists compared by what is in them.</summary>
internal static class SameText
{
    /// <summary>As they would be stored.</summary>
    public static bool Of(Campaign one, Campaign other) =>
        StoredJson.Write(one, StoredJson.Default.Campaign).Span.SequenceEqual(StoredJson.Write(other, StoredJson.Default.Campaign).Span);

    public static bool Of(Persona one, Persona other) =>
        one with { Demographics = other.Demographics, Traits = other.Traits, Motivations = other.Motivations, PainPoints = other.PainPoints, Channels = other.Channels, Evidence = other.Evidence } == other
        && Of(one.Demographics, other.Demographics)
        && one.Traits.SequenceEqual(other.Traits)
        && one.Evidence.SequenceEqual(other.Evidence)
        && one.Motivations.SequenceEqual(other.Motivations)
        && one.PainPoints.SequenceEqual(other.PainPoints)
        && one.Channels.Count == other.Channels.Count
        && one.Channels.All(channel => other.Channels.TryGetValue(channel.Key, out var points) && points == channel.Value);

    public static bool Of(Funnel one, Funnel other) =>
        one with { Stages = other.Stages, Transitions = other.Transitions, EnteredBy = other.EnteredBy } == other
        && (one.EnteredBy is null ? other.EnteredBy is null : other.EnteredBy is not null && one.EnteredBy.SequenceEqual(other.EnteredBy))
        && one.Stages.Count == other.Stages.Count
        && one.Stages.Zip(other.Stages).All(pair => pair.First with { Roles = pair.Second.Roles } == pair.Second && pair.First.Roles.SequenceEqual(pair.Second.Roles))
        && one.Transitions.Count == other.Transitions.Count
        && one.Transitions.Zip(other.Transitions).All(pair => Of(pair.First, pair.Second));

    public static bool Of(Survey one, Survey other) =>
        one with { Questions = other.Questions } == other
        && one.Questions.Count == other.Questions.Count
        && one.Questions.Zip(other.Questions).All(pair => Of(pair.First, pair.Second));

    private static bool Of(SurveyQuestion one, SurveyQuestion other) =>
        one with { Options = other.Options, YesWords = other.YesWords, NoWords = other.NoWords } == other
        && one.Options.SequenceEqual(other.Options) && one.YesWords.SequenceEqual(other.YesWords) && one.NoWords.SequenceEqual(other.NoWords);

    private static bool Of(StageTransition one, StageTransition other) =>
        one with { From = other.From, On = other.On, Without = other.Without } == other
        && one.From.SequenceEqual(other.From) && one.On.SequenceEqual(other.On) && one.Without.SequenceEqual(other.Without);

    private static bool Of(PersonaDemographics? one, PersonaDemographics? other) => one is null || other is null
        ? ReferenceEquals(one, other)
        : one with { Countries = other.Countries, Languages = other.Languages } == other && one.Countries.SequenceEqual(other.Countries) && one.Languages.SequenceEqual(other.Languages);
}
