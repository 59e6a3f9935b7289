namespace OmniChannel;

/// <summary>Answers the facts of <see cref="Facts.Touchpoint"/>; no others.</summary>
internal sealed class TouchpointFacts(Touchpoint touchpoint) : IFactSource
{
    /// <summary>Whether a fact is one of a touchpoint.</summary>
    public static bool Answers(Fact fact) => fact.Id == FactId.Host && (Facts.Touchpoint.All.Contains(fact) || fact.Name.StartsWith(Facts.Touchpoint.DataPrefix, StringComparison.Ordinal));

    public FactValue Read(Fact fact) => fact.Id != FactId.Host ? FactValue.Absent : fact.Judge(fact.Name switch
    {
        "touchpoint.type" => FactValue.Of(touchpoint.Type.Name),
        "touchpoint.channel" => FactValue.Of(touchpoint.Channel?.Name),
        "touchpoint.device" => touchpoint.Device == DeviceKind.Unknown ? FactValue.Absent : FactValue.Of((long)touchpoint.Device),
        "touchpoint.amount" => FactValue.Of(touchpoint.Amount),
        var name when name.StartsWith(Facts.Touchpoint.DataPrefix, StringComparison.Ordinal) => FactValue.Of(touchpoint.Data.GetValueOrDefault(name[Facts.Touchpoint.DataPrefix.Length..])),
        _ => FactValue.Absent,
    });
}
