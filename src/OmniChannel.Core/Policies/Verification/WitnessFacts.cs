namespace OmniChannel;

/// <summary>One customer and message as facts: what a finding shows. Facts that it does not name are absent.</summary>
internal sealed class WitnessFacts
{
    private readonly Dictionary<(Fact Fact, Channel? Channel), FactValue> values;

    private WitnessFacts(Dictionary<(Fact Fact, Channel? Channel), FactValue> values) => this.values = values;

    /// <summary>A customer in the box, with as many facts present as can be; only facts that the box narrows, and those that are named.</summary>
    public static WitnessFacts Of(FactSpace space, ClassSet[] box, params ReadOnlySpan<int> named)
    {
        var values = new Dictionary<(Fact Fact, Channel? Channel), FactValue>();
        for (var i = 0; i < box.Length; i++)
        {
            var variable = space[i];
            if ((named.Contains(i) || !box[i].Contains(variable.Possible)) && variable.Partition.Fact.Id is not (FactId.Channel or FactId.ChannelInstant))
            {
                var members = box[i].Members().Select(at => variable.Partition.Classes[at].Sample);
                values.Add((variable.Partition.Fact, variable.Channel), members.OrderBy(value => value.State != FactState.Present).First());
            }
        }

        return new WitnessFacts(values);
    }

    public Dictionary<string, string> ToText() => values
        .OrderBy(one => one.Key.Fact.Name, StringComparer.Ordinal).ThenBy(one => one.Key.Channel?.Name, StringComparer.Ordinal)
        .ToDictionary(one => one.Key.Channel is { } of ? $"{one.Key.Fact.Name}[{of}]" : one.Key.Fact.Name, one => one.Value.ToString(), StringComparer.Ordinal);

    /// <summary>The value that it names; null when it names none.</summary>
    public FactValue? Find(Fact fact, Channel? channel) => values.TryGetValue((fact, fact.Domain.PerChannel ? channel : null), out var value) ? value : null;
}
