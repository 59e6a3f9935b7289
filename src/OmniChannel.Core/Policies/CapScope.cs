namespace OmniChannel;

/// <summary>What a cap counts per.</summary>
public enum CapScope
{
    /// <summary>The person, over all addresses.</summary>
    Person,

    /// <summary>Each address, for all who share it: a mailbox or a telephone of two gets as much as that of one. Counted from the first message under such a policy on.</summary>
    ContactPoint,
}
