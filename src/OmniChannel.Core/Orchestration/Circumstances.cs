namespace OmniChannel;

/// <summary>What a decision needs to know beside the customer: gathered before a unit of work opens, because host code and other partitions are asked.</summary>
internal sealed record Circumstances
{
    public required IReadOnlyList<ChannelDefinition> Channels { get; init; }

    public required ILookup<Channel, AccountHealth> Accounts { get; init; }

    public required EvidenceState Evidence { get; init; }

    public required int AgentsFree { get; init; }

    /// <summary>The customer, alone, as the look around saw it; null where nothing is stored of it, or where others saw it for the look.</summary>
    public SeenCustomer? Seen { get; init; }

    /// <summary>Whether some account of the channel bears only so much, so that none but <see cref="Admitted"/> may be called.</summary>
    public bool IsGated { get; init; }

    /// <summary>The account that takes one more message now; null for none.</summary>
    public string? Admitted { get; init; }

    /// <summary>The lease of whose tokens <see cref="Admitted"/> took one.</summary>
    public long AdmittedBy { get; init; }

    /// <summary>When it is the delivery's turn, of an account that bears nothing more now; null when it need not wait for one.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>How far this node's clock is ahead of the one by which rows are claimed: so much sooner a row of the schedule says when its turn is.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>Why the message is senseless; null when it makes sense.</summary>
    public Irrelevance? Irrelevant { get; init; }

    /// <summary>The customer's addresses that are shut for whoever has them.</summary>
    public IReadOnlyList<Suppression> Suppressed { get; init; } = [];

    /// <summary>Where what is decided is counted, for caps per address; a unit that decides names these.</summary>
    public IReadOnlyList<CountedAddress> Counted { get; init; } = [];

    /// <summary>What went to <see cref="Counted"/> for others.</summary>
    public IReadOnlyList<Contact> Others { get; init; } = [];

    /// <summary>The messages of a digest that are senseless, by their names.</summary>
    public IReadOnlyDictionary<string, Irrelevance> Dropped { get; init; } = new Dictionary<string, Irrelevance>();

    /// <summary>The person, with what is known against its addresses from elsewhere.</summary>
    public CustomerState Of(CustomerState person)
    {
        var known = Suppressed.Aggregate(person, CustomerFold.Suppress);
        return Others.Count == 0 ? known : known with { Contacts = [.. known.Contacts, .. Others] };
    }
}
