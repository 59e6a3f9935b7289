namespace OmniChannel;

/// <summary>One value of a fact along which gaps are sought: a persona, a stage, an hour, a purpose.</summary>
internal sealed record GapDimension
{
    private static readonly Fact[] Along = [Facts.Purpose, Facts.Urgency, Facts.Persona, Facts.Stage, Facts.Now.Weekday, Facts.Now.LocalMinute];

    public required Fact Fact { get; init; }

    public required FactClass Value { get; init; }

    public required LeafRegion Region { get; init; }

    /// <summary>Each value of each such fact that the policy asks.</summary>
    public static List<GapDimension> Of(ExaminedPolicy examined)
    {
        var all = new List<GapDimension>();
        foreach (var fact in Along.Where(examined.Space.Asks))
        {
            var variable = examined.Space[examined.Space.Variable(fact, null)];
            foreach (var at in variable.Possible.Members())
            {
                var value = variable.Partition.Classes[at];
                if (!value.IsMissing && !value.IsRest)
                {
                    all.Add(new GapDimension { Fact = fact, Value = value, Region = examined.Has(fact, null, one => one == value) });
                }
            }
        }

        return all;
    }

    public override string ToString() => $"{Fact} is {Value}";
}
