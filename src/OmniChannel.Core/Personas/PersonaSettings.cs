namespace OmniChannel;

/// <summary>Whose rule counts when several personas' rules hold.</summary>
public enum PersonaRules
{
    /// <summary>That of the first persona, in the order of registration.</summary>
    First,

    /// <summary>That of each of them.</summary>
    Every,
}

/// <summary>How rules and evidence are weighed. Whole numbers only, so that the same customer has the same personas on every processor.</summary>
public sealed record PersonaSettings
{
    /// <summary>The settings that hold when a host states none.</summary>
    public static PersonaSettings Default { get; } = new();

    /// <summary>Whose rule counts.</summary>
    /// <value>The first one's.</value>
    public PersonaRules Rules { get; init; } = PersonaRules.First;

    /// <summary>What a rule that holds is worth, in points.</summary>
    /// <value>500; 1 to 1,000,000.</value>
    public int RulePoints { get; init; } = 500;

    /// <summary>What each of age, country and language is worth that fits a persona's demographics; what does not fit takes as much.</summary>
    /// <value>50; 0 to 10,000.</value>
    public int DemographicPoints { get; init; } = 50;

    /// <summary>What "none of them" weighs while no rule holds: a single sign does not make a persona.</summary>
    /// <value>100 points; 0 to 1,000,000.</value>
    public int UnmatchedPoints { get; init; } = 100;

    /// <summary>After how many days a sign is worth half.</summary>
    /// <value>30; 1 to 3,650.</value>
    public int HalfLifeDays { get; init; } = 30;

    /// <summary>After how many days an answer to a survey is worth half.</summary>
    /// <value>365; 1 to 3,650.</value>
    public int AnswerHalfLifeDays { get; init; } = 365;

    /// <summary>How often one sign counts on one day: a hundred clicks say little more than a few.</summary>
    /// <value>5; 1 to 1,000.</value>
    public int MostPerDay { get; init; } = 5;

    /// <summary>How much what a persona declares of a channel weighs against what the customer does, in points of <see cref="Channels"/>.</summary>
    /// <value>400; 1 to 1,000,000.</value>
    public int DeclaredPoints { get; init; } = 400;

    /// <summary>In which steps behaviour moves a channel's preference, so that one visit more or less does not change decisions.</summary>
    /// <value>5; 1 to 100.</value>
    public int PreferenceStep { get; init; } = 5;

    /// <summary>How far each kind of sign is trusted.</summary>
    public EvidenceTrust Trust { get; init; } = new();

    /// <summary>What each kind of sign says of the channel it was given on.</summary>
    public ChannelEvidence Channels { get; init; } = new();
}

/// <summary>How far signs are trusted, in thousandths, 0 to 1000.</summary>
public sealed record EvidenceTrust
{
    /// <summary>A touchpoint.</summary>
    public int Touchpoint { get; init; } = 1000;

    /// <summary>An open: mail programs open by themselves, and cannot always be told from people.</summary>
    public int Opened { get; init; } = 300;

    /// <summary>Any other receipt of a person's doing.</summary>
    public int Receipt { get; init; } = 1000;

    /// <summary>What a machine caused: a scanner's click, a proxy's open, an answer to a survey by following its link.</summary>
    public int Machine { get; init; }

    /// <summary>Where a visit says it came from: anybody can write an address.</summary>
    public int Acquisition { get; init; } = 800;

    /// <summary>An answer to a survey.</summary>
    public int Answer { get; init; } = 1000;

    internal int Of(SurveyAnswerRow answer) => answer.ByMachine == true ? Machine : Answer;

    internal int Of(BehaviourSignal signal) => signal.Kind switch
    {
        SignalKind.Touchpoint => signal.Type == TouchpointType.SurveyFollowed ? Machine : Touchpoint,
        SignalKind.MachineReceipt => Machine,
        SignalKind.Acquisition => Acquisition,
        _ => signal.Receipt == ReceiptKind.Opened ? Opened : Receipt,
    };
}

/// <summary>What signs say of a channel, in points, −1000 to 1000: above zero for it, below against it.</summary>
public sealed record ChannelEvidence
{
    /// <summary>A touchpoint on it.</summary>
    public int Touchpoint { get; init; } = 10;

    /// <summary>The customer wrote on it.</summary>
    public int Written { get; init; } = 30;

    /// <summary>A purchase over it.</summary>
    public int Purchased { get; init; } = 30;

    /// <summary>A message reached the device; alone it was not looked at.</summary>
    public int Delivered { get; init; } = -2;

    /// <summary>A message was opened.</summary>
    public int Opened { get; init; } = 10;

    /// <summary>A link was followed.</summary>
    public int Clicked { get; init; } = 20;

    /// <summary>A message was answered.</summary>
    public int Replied { get; init; } = 30;

    /// <summary>A message led to a purchase.</summary>
    public int Converted { get; init; } = 50;

    /// <summary>A message was reported as spam.</summary>
    public int Complained { get; init; } = -200;

    /// <summary>The customer wanted no more of it.</summary>
    public int Unsubscribed { get; init; } = -100;

    internal int Of(BehaviourSignal signal) => signal.Kind switch
    {
        SignalKind.Acquisition => 0,
        SignalKind.Touchpoint => signal.Type == TouchpointType.MessageReceived ? Written : signal.Type == TouchpointType.Purchased ? Purchased : Touchpoint,
        _ => signal.Receipt switch
        {
            ReceiptKind.Delivered => Delivered,
            ReceiptKind.Opened => Opened,
            ReceiptKind.Clicked => Clicked,
            ReceiptKind.Replied => Replied,
            ReceiptKind.Converted => Converted,
            ReceiptKind.Complained => Complained,
            ReceiptKind.Unsubscribed => Unsubscribed,
            _ => 0,
        },
    };
}
