namespace OmniChannel;

/// <summary>Stages that the default funnel does not have, asked by segments, audiences and personas: nobody is ever in one, so the part that asks it would silently never hold.</summary>
internal static class StageNames
{
    private const int MostQuoted = 120;

    /// <param name="when">A condition; null for none.</param>
    /// <param name="funnel">The funnel whose stage is the customers'.</param>
    /// <param name="who">Who asks, as a sentence begins.</param>
    public static IEnumerable<string> Problems(Condition? when, Funnel funnel, string who)
    {
        var known = funnel.Stages.Select(stage => stage.Stage.Name).ToList();
        return
            from part in (when is null ? [] : ConditionLeaves.Of(when)).Index()
            from asked in ConditionParts.ConstantsOf(part.Item)
            where asked.Fact.Id == FactId.Stage && asked.Constant.Text is { } name && !known.Contains(name)
            select FormattableString.Invariant($"{who}, part {part.Index + 1} ({Quoted(part.Item)}): the funnel has no stage '{asked.Constant.Text}'{Meant(asked.Constant.Text!, known)}; it has {string.Join(", ", known)}.");
    }

    /// <exception cref="ArgumentException">A condition asks a stage that the funnel does not have.</exception>
    public static void Require(Condition when, Funnel funnel)
    {
        if (Problems(when, funnel, "The condition").FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(when));
        }
    }

    private static string Quoted(Condition part) => part.ToString() is { Length: > MostQuoted } text ? string.Concat(text.AsSpan(0, MostQuoted - 1), "…") : part.ToString();

    private static string Meant(string name, List<string> known) => NearestName.To(name, known) is { } near ? $" (did you mean '{near}'?)" : "";
}
