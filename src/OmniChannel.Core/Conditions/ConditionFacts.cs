namespace OmniChannel;

/// <summary>The facts that a condition asks.</summary>
internal static class ConditionFacts
{
    public static void Collect(Condition condition, ISet<Fact> into)
    {
        foreach (var part in ConditionLeaves.Of(condition))
        {
            into.UnionWith(Of(part));
        }
    }

    /// <summary>What a condition asks that is neither and, or nor not.</summary>
    public static IEnumerable<Fact> Of(Condition part) => part switch
    {
        KnownCondition known => [known.Fact],
        CompareCondition compare => [compare.Fact],
        OneOfCondition oneOf => [oneOf.Fact],
        CelCondition cel => cel.Reads,
        _ => [],
    };
}
