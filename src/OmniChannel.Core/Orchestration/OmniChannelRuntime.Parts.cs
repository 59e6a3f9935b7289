namespace OmniChannel;

/// <content>What an instance offers beside deciding, sending and recording.</content>
public sealed partial class OmniChannelRuntime
{
    /// <summary>What is done with campaigns before they are sent: checked, looked at, drafted.</summary>
    public Campaigns Campaigns { get; }

    /// <summary>The carts of all customers.</summary>
    public Carts Carts { get; }

    /// <summary>What the codes that customers enter are worth.</summary>
    public Coupons Coupons { get; }

    /// <summary>What waits to be sent: taken back, listed where it was set aside, tried again.</summary>
    public Outbox Outbox { get; }

    /// <summary>The one inventory over warehouses and stores.</summary>
    public Inventory Inventory { get; }

    /// <summary>Sessions that go on where they were, on whatever device.</summary>
    public Sessions Sessions { get; }

    /// <summary>Tokens that carry a session to another device.</summary>
    public HandOffs HandOffs { get; }

    /// <summary>What providers call about: receipts, answers, opt-outs, verified and recorded.</summary>
    public Inbound Inbound { get; }

    /// <summary>Conversations with customers, one responder at a time.</summary>
    public Conversations Conversations { get; }

    /// <summary>Codes that are printed and public.</summary>
    public PrintedCodes PrintedCodes { get; }

    /// <summary>Who is who: customers by their identifiers, and which of them are one person.</summary>
    public Identities Identities { get; }

    /// <summary>Where customers stand in the funnels.</summary>
    public Funnels Funnels { get; }

    /// <summary>Many touchpoints at once: batches of events, and files of them.</summary>
    public Touchpoints Touchpoints { get; }

    /// <summary>What is being collected for people.</summary>
    public Digests Digests { get; }

    /// <summary>The addresses that are not used any more: listed, exported, imported, lifted.</summary>
    public SuppressionList Suppressions { get; }

    /// <summary>Which personas customers are, and why.</summary>
    public Personas Personas { get; }

    /// <summary>Answers to surveys.</summary>
    public Surveys Surveys { get; }

    /// <summary>Who belongs to which segment.</summary>
    public Segments Segments { get; }

    /// <summary>Whom campaigns are for: by persona, stage, segment and facts.</summary>
    public Audiences Audiences { get; }

    /// <summary>What waits for customers on the host's own pages.</summary>
    public Pages Pages { get; }

    /// <summary>What other services are given, and given again.</summary>
    public Feeds Feeds { get; }

    /// <summary>Everything known of a person: read as one document, or erased.</summary>
    public PersonalData PersonalData { get; }
}
