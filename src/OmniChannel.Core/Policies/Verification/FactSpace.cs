namespace OmniChannel;

/// <summary>Every fact that a policy asks, with its classes: the space in which conditions are regions. Facts are taken to be independent of each other, which can hide no finding and no wrong one that a walk would refute.</summary>
internal sealed class FactSpace
{
    private readonly Dictionary<Fact, FactPartition> partitions = [];
    private readonly Dictionary<(Fact Fact, Channel? Channel), int> indexes = [];
    private readonly List<FactVariable> variables = [];
    private readonly Dictionary<Channel, ChannelDefinition> definitions;

    public FactSpace(IEnumerable<(Fact Fact, FactValue Constant)> constants, IEnumerable<ChannelDefinition> channels)
    {
        definitions = channels.GroupBy(definition => definition.Channel).ToDictionary(same => same.Key, same => same.Last());
        foreach (var group in constants.GroupBy(one => one.Fact))
        {
            partitions.Add(group.Key, FactPartition.Of(group.Key, group.Select(one => one.Constant)));
        }
    }

    public int Count => variables.Count;

    public FactVariable this[int variable] => variables[variable];

    /// <summary>Whether the policy asks it.</summary>
    public bool Asks(Fact fact) => partitions.ContainsKey(fact);

    /// <summary>The variable of a fact, seen from a channel; from none for plans.</summary>
    public int Variable(Fact fact, Channel? channel)
    {
        var of = fact.Domain.PerChannel ? channel : null;
        if (!indexes.TryGetValue((fact, of), out var index))
        {
            var partition = partitions[fact];
            index = variables.Count;
            indexes.Add((fact, of), index);
            variables.Add(new FactVariable { Partition = partition, Channel = of, Possible = partition.Where(one => IsPossible(fact, of, one)) });
        }

        return index;
    }

    private bool IsPossible(Fact fact, Channel? channel, FactClass one) => fact switch
    {
        { Domain.PerChannel: true } when channel is null => one.IsMissing,
        { Id: FactId.Channel } => one.Sample.Text == channel!.Value.Name,
        { Id: FactId.ChannelInstant } when definitions.TryGetValue(channel!.Value, out var definition) => one.Sample == FactValue.Of(definition.Capabilities.IsInstant),
        _ => !one.IsMissing || MayBeMissing(fact.Id),
    };

    private static bool MayBeMissing(FactId fact) => fact is not (
        FactId.MessagePurpose or FactId.MessageUrgency or FactId.MessageCampaign or FactId.CustomerHasBought or FactId.Stage
        or FactId.OnSite or FactId.InApp or FactId.InStore or FactId.AgentsFree or FactId.ChannelInstant or FactId.ChannelDeliveries
        or FactId.ChannelUsual or FactId.ChannelLeadQuality or FactId.ChannelChanceToBuy or FactId.SentLastDay or FactId.SentLastWeek);
}
