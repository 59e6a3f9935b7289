namespace OmniChannel;

/// <summary>The way of customers with the brand, in stages: what is to be reached in each, what each channel is for there, and how a customer comes from one to another. Data: a host defines its own, and as many as it likes; a customer stands in all of them at once. Immutable, and safe for many threads.</summary>
/// <remarks>
/// The stage is a function of what the customer did and of the clock: touchpoints may come late and in any order, and what did not happen counts at its own instant, without anything having to run.
/// See docs/funnel.md for what a funnel keeps of a customer.
/// </remarks>
public sealed partial record Funnel
{
    /// <summary>Its name for code. The funnel <see cref="FunnelId.Default"/> is the one whose stage is the customer's stage.</summary>
    public required FunnelId Id { get; init; }

    /// <summary>Its name for people; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The stages in their order, the first one first; at most 50.</summary>
    public required IReadOnlyList<StageDefinition> Stages { get; init; }

    /// <summary>How customers come from one stage to another; of several that fit a touchpoint the first one does. At most 500.</summary>
    public required IReadOnlyList<StageTransition> Transitions { get; init; }

    /// <summary>The touchpoints that lead into the funnel, to its first stage; null for any. A customer without one is not in the funnel.</summary>
    public IReadOnlyList<TouchpointType>? EnteredBy { get; init; }

    /// <summary>The stage in which customers begin: the first.</summary>
    public FunnelStage Start => Stages.Count > 0 ? Stages[0].Stage : default;

    /// <summary>The stage as a fact, for a funnel other than <see cref="FunnelId.Default"/>: <c>custom.partnersStage</c> of the funnel "partners", a text. Absent for a customer who is not in the funnel. <see cref="Facts.Stage"/> is that of the default funnel.</summary>
    /// <exception cref="ArgumentException">The funnel has a stage twice.</exception>
    public TextFact StageFact => Facts.Custom.Text($"{Id}Stage", $"The customer's stage in the funnel {Id}.", [.. Stages.Select(stage => stage.Stage.Name)]);

    /// <summary>What a channel is for in a stage; null for nothing.</summary>
    public StageRole? RoleOf(FunnelStage stage, Channel channel)
    {
        foreach (var one in Stages)
        {
            if (one.Stage == stage)
            {
                return one.Roles.FirstOrDefault(role => role.Channel == channel);
            }
        }

        return null;
    }

    /// <summary>The funnel as a Mermaid state diagram (<c>stateDiagram-v2</c>), for a page or a pull request: every stage with its goal, every transition with its reason, those that go back marked. The same text for the same funnel.</summary>
    public string ToMermaid() => FunnelDrawing.Of(this);

    /// <summary>Everything that is wrong with it, by itself and with the channels that are defined; empty when nothing is. An instance asks this at start, and does not start with an error.</summary>
    /// <param name="channels">The channels that are defined; null for those that ship.</param>
    public IReadOnlyList<FunnelFinding> Verify(IReadOnlyList<ChannelDefinition>? channels = null) => FunnelChecks.Findings(this, channels ?? ChannelDefinitions.All);

    /// <inheritdoc/>
    public override string ToString() => Name ?? $"{Id}";
}
