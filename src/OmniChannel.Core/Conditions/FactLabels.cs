namespace OmniChannel;

/// <summary>Names for the numbers of facts that count a named set, so that a condition reads <c>message.urgency &gt;= urgency.high</c>.</summary>
internal static class FactLabels
{
    private static readonly (string Name, FactId Fact, long Value)[] Known =
    [
        ("urgency.low", FactId.MessageUrgency, (long)Urgency.Low),
        ("urgency.normal", FactId.MessageUrgency, (long)Urgency.Normal),
        ("urgency.high", FactId.MessageUrgency, (long)Urgency.High),
        ("urgency.critical", FactId.MessageUrgency, (long)Urgency.Critical),
        ("device.desktop", FactId.Device, (long)DeviceKind.Desktop),
        ("device.mobile", FactId.Device, (long)DeviceKind.Mobile),
        ("device.tablet", FactId.Device, (long)DeviceKind.Tablet),
        ("device.tv", FactId.Device, (long)DeviceKind.Tv),
        ("device.inStore", FactId.Device, (long)DeviceKind.InStore),
    ];

    /// <summary>The names with their numbers, in a fixed order.</summary>
    public static IReadOnlyList<KeyValuePair<string, long>> All { get; } = [.. Known.Select(one => KeyValuePair.Create(one.Name, one.Value))];

    /// <summary>The constant as a condition writes it beside the fact.</summary>
    public static string Write(Fact fact, FactValue constant) =>
        Array.Find(Known, one => one.Fact == fact.Id && constant.Kind == FactKind.Number && one.Value == constant.Number).Name ?? constant.ToString();

    /// <summary>The number of a name, where it is one of this fact's.</summary>
    public static long? Read(Fact fact, string name) => Array.FindIndex(Known, one => one.Fact == fact.Id && one.Name == name) is var index && index < 0 ? null : Known[index].Value;
}
